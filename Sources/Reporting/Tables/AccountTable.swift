import Passes
import Studies
import Tables

/// `accounts.csv`: one row for each account, one column for each figure.
enum AccountTable: ReportFormat {
  static let fileName = "accounts.csv"
  static let summary = "one row per account: health, liquidation, losses at every level"

  static func render(_ result: RunResult, _ context: ReportContext) -> [UInt8] {
    let levels = result.plan.measurement.levels
    var table = CSVWriter(
      comments: TableConventions.comments(
        "accounts", result, context,
        [
          TableConventions.sign, TableConventions.tail,
          "_se: standard error; _lower, _upper: 95 % interval; empty: not bounded or not asked for",
          "health_factor at oracle prices of the valuation date, empty without debt;"
            + " distance_to_liquidation = 1 - 1 / health_factor",
          "probabilities are fractions (0 ... 1)",
        ]),
      columns: [
        "account", "book", "view", "collateral", "debt", "exposure", "health_factor",
        "distance_to_liquidation", "liquidation_probability", "liquidation_probability_lower",
        "liquidation_probability_upper",
      ] + LossQuantity.allCases.flatMap { columns(of: $0, levels: levels) })
    let counts = LossQuantity.allCases.map { columns(of: $0, levels: levels).count }
    var row: [CSVField] = []
    for account in result.accounts {
      row.removeAll(keepingCapacity: true)
      row += position(of: account)
      for quantity in LossQuantity.allCases {
        if let figures = account.figures(of: quantity) {
          append(figures, levels: levels, to: &row)
        } else {
          row += repeatElement(.missing, count: counts[quantity.index])
        }
      }
      table.append(row)
    }
    return table.drain()
  }

  private static func position(of account: SubjectResult) -> [CSVField] {
    let liquidation = Figure(liquidationOf: account)
    return [
      .text(account.name), account.book.map { .text($0) } ?? .missing,
      .text(account.view.rawValue), .number(account.collateralValue), .number(account.debtValue),
      .number(account.exposure), TableConventions.number(account.healthFactor),
      TableConventions.number(account.distanceToLiquidation), .number(liquidation.value),
      TableConventions.number(liquidation.lower), TableConventions.number(liquidation.upper),
    ]
  }

  private static func columns(of quantity: LossQuantity, levels: [Double]) -> [String] {
    let name = quantity.rawValue
    let tails = levels.map(TableConventions.columnName(level:)).flatMap { level in
      ["\(name)_var_\(level)", "\(name)_es_\(level)"].flatMap { figure in
        [figure, figure + "_se", figure + "_lower", figure + "_upper"]
      }
    }
    return [
      "\(name)_probability", "\(name)_probability_lower", "\(name)_probability_upper",
      "\(name)_mean", "\(name)_mean_se",
    ] + tails
  }

  private static func append(
    _ figures: QuantityFigures, levels: [Double], to row: inout [CSVField]
  ) {
    let probability = Figure(figures.probabilityPositive)
    let mean = Figure(figures.mean)
    row.append(.number(probability.value))
    row.append(TableConventions.number(probability.lower))
    row.append(TableConventions.number(probability.upper))
    row.append(.number(mean.value))
    row.append(TableConventions.number(mean.standardError))
    for level in levels {
      guard let tail = figures.tail(at: level) else {
        row += repeatElement(.missing, count: 8)
        continue
      }
      append(Figure(tail.valueAtRisk), to: &row)
      append(Figure(tail.expectedShortfall), to: &row)
    }
  }

  /// Value, standard error, lower, upper.
  private static func append(_ figure: Figure, to row: inout [CSVField]) {
    row.append(.number(figure.value))
    row.append(TableConventions.number(figure.standardError))
    row.append(TableConventions.number(figure.lower))
    row.append(TableConventions.number(figure.upper))
  }
}
