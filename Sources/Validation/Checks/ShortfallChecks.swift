import RandomNumbers
import RiskMeasures
import VectorMath

extension ReferenceCheck {
  /// Statistics of a data file, whose P&L is the loss with the sign turned.
  static let acerbiSzekely = ReferenceCheck(
    "backtest/acerbi_szekely", [.claimed("exceptions", "Z1", "Z2")]
  ) { reference, figures in
    let columns = try reference.data(columns: 3, named: ["pnl", "var", "es"])
    let forecasts = zip(columns[1], columns[2])
    let statistics = try ShortfallStatistics(
      losses: columns[0].map { -$0 },
      forecasts: forecasts.map { TailForecast(valueAtRisk: $0, expectedShortfall: $1) },
      level: Level(1 - (try reference.number("alpha", .openFraction))))
    figures.add("exceptions", Double(statistics.exceedances))
    figures.addOrUndefined("Z1", statistics.z1)
    figures.add("Z2", statistics.z2)
  }

  private static let nullBlocks = 512

  /// Quantiles of Z2 under independent losses of one law, by simulation.
  static let shortfallCriticalValues = ReferenceCheck(
    "backtest/es_critical_values",
    [
      .notCovered(
        because: "no such law of losses",
        where: {
          switch $0.word("law") {
          case "normal": false
          case "t": ($0.numberIfAny("nu") ?? 0) <= 1
          default: true
          }
        }),
      .claimed("critical_0*"),
    ], weight: 3
  ) { reference, figures in
    let law: any LossLaw =
      try reference.text("law") == "t"
      ? StudentTLoss(degreesOfFreedom: try reference.number("nu"), scale: 1)
      : NormalLoss(standardDeviation: 1)
    let days = try reference.integer("T", from: 1)
    let uniforms = UniformSource(seed: 1, stream: .shocks)
    let paths = (0..<nullBlocks).map(PathNumbers.init(block:))
    let test = try ShortfallTest(
      laws: [any LossLaw](repeating: law, count: days),
      level: Level(1 - (try reference.number("alpha", .openFraction))), blocks: nullBlocks
    ) { column, block, day in
      uniforms.fill(column, draw: 0, paths: paths[block], step: day)
    }
    for row in reference.rows {
      guard let significance = Double(row.quantity.dropFirst("critical_".count)),
        significance > 0, significance < 1
      else { continue }
      let critical = test.criticalValue(.z2, significance: significance)
      figures.add(
        row.quantity, critical.value, standardError: critical.standardError,
        note: "\(test.null.histories) histories")
    }
  }

  /// Distances of a series from uniformity.
  static let transformTests = ReferenceCheck(
    "backtest/pit_tests",
    [.claimed("ks", "cvm", "ad", "chi2_10", "berkowitz_lr2", "berkowitz_p")]
  ) { reference, figures in
    let transform = try ProbabilityIntegralTransform(try reference.data())
    let berkowitz = transform.berkowitzTest()
    figures.add("ks", transform.kolmogorovSmirnovDistance)
    figures.add("cvm", transform.cramerVonMisesDistance)
    figures.add("ad", transform.andersonDarlingDistance)
    figures.addOrUndefined("chi2_10", transform.chiSquareTest(cells: 10).statistic)
    figures.addOrUndefined("berkowitz_lr2", berkowitz.statistic)
    figures.addOrUndefined("berkowitz_p", berkowitz.pValue)
  }
}
