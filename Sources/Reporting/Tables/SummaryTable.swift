import Passes
import Studies
import Tables

/// `summary.csv`: one row for each subject, quantity, measure and level.
enum SummaryTable: ReportFormat {
  static let fileName = "summary.csv"
  static let summary = "every figure with its error, one row each"

  static func render(_ result: RunResult, _ context: ReportContext) -> [UInt8] {
    var table = CSVWriter(
      comments: TableConventions.comments(
        "figures of the total, the books and the accounts", result, context,
        [
          TableConventions.sign, TableConventions.tail, TableConventions.errors,
          TableConventions.exposure, TotalWords(result.plan.portfolio).comment,
          "unit: the numeraire, probability (0 ... 1) or ratio; health_factor is empty without debt",
        ]),
      columns: ["kind", "subject", "book", "quantity", "measure", "level"]
        + TableConventions.columns() + ["unit", "percent_of_exposure"])
    // Accounts that are only counted stand in accounts.csv.
    for subject in result.subjects where !subject.quantities.isEmpty {
      let rows = Rows(subject: subject, numeraire: result.plan.words.numeraire.rawValue)
      for row in rows.all { table.append(row) }
    }
    return table.drain()
  }

  /// The rows of one subject.
  private struct Rows {
    let subject: SubjectResult
    let numeraire: String

    var all: [[CSVField]] { position + subject.quantities.flatMap(rows) }

    private var position: [[CSVField]] {
      [
        row("collateral", exactly: subject.collateralValue),
        row("debt", exactly: subject.debtValue),
        row("exposure", exactly: subject.exposure),
        row("health_factor", exactly: subject.healthFactor, unit: "ratio"),
        row(
          "distance_to_liquidation", exactly: subject.distanceToLiquidation ?? .nan, unit: "ratio"),
        row("liquidation_probability", Figure(liquidationOf: subject), unit: "probability"),
      ]
    }

    private func rows(of figures: QuantityFigures) -> [[CSVField]] {
      let quantity = figures.quantity
      let tails = figures.tails.flatMap { tail in
        [
          row("var", Figure(tail.valueAtRisk), of: quantity, level: tail.level),
          row("es", Figure(tail.expectedShortfall), of: quantity, level: tail.level),
        ]
      }
      return [
        row("mean", Figure(figures.mean), of: quantity),
        row("standard_deviation", exactly: figures.standardDeviation, of: quantity),
        row("minimum", exactly: figures.minimum, of: quantity),
        row("maximum", exactly: figures.maximum, of: quantity),
        row(
          "probability_positive", Figure(figures.probabilityPositive), of: quantity,
          unit: "probability"),
      ] + tails
    }

    private func row(
      _ measure: String, _ figure: Figure, of quantity: LossQuantity? = nil, level: Double? = nil,
      unit: String? = nil
    ) -> [CSVField] {
      row(measure, TableConventions.cells(figure), of: quantity, level: level, unit: unit)
    }

    private func row(
      _ measure: String, exactly value: Double, of quantity: LossQuantity? = nil,
      unit: String? = nil
    ) -> [CSVField] {
      let cells = [TableConventions.number(value), .missing, .missing, .missing, .missing]
      return row(measure, cells, of: quantity, level: nil, unit: unit)
    }

    private func row(
      _ measure: String, _ cells: [CSVField], of quantity: LossQuantity?, level: Double?,
      unit: String?
    ) -> [CSVField] {
      var percent: CSVField = .missing
      if let quantity, unit == nil, case .number(let value) = cells[0] {
        percent = TableConventions.number(subject.share(value, of: quantity).map { $0 * 100 })
      }
      return [
        .text(subject.kind.rawValue), .text(subject.name),
        subject.book.map { .text($0) } ?? .missing,
        quantity.map { .text($0.rawValue) } ?? .missing, .text(measure),
        TableConventions.number(level),
      ] + cells + [.text(unit ?? numeraire), percent]
    }
  }
}
