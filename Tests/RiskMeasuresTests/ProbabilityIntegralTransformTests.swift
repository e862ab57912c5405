import RiskMeasures
import TestSupport
import Testing

@Suite struct ProbabilityIntegralTransformTests {
  @Test func statisticsMatchTable() throws {
    let table = try ReferenceTable("backtest/pit_tests.csv")
    for row in table.rows {
      let transform = try ProbabilityIntegralTransform(
        try ReferenceTable("backtest/\(row["data_file"])").rows.map { $0.number("pit") })
      let got: Double? =
        switch row["quantity"] {
        case "ks": transform.kolmogorovSmirnovTest().statistic
        case "cvm": transform.cramerVonMisesDistance
        case "ad": transform.andersonDarlingDistance
        case "chi2_10": transform.chiSquareTest(cells: 10).statistic
        case "berkowitz_lr2": transform.berkowitzTest().statistic
        case "berkowitz_p": transform.berkowitzTest().pValue
        default: nil
        }
      let found = try #require(got, "\(row)")
      #expect(row.accepts(found), "\(row.miss(found))")
    }
    #expect(table.rows.count == 12)
  }

  /// Exact p-value of the second series, by the matrix power of Marsaglia, Tsang and Wang (2003) in
  /// mpmath with 60 digits: P(D_250 < 0.108815) = 0.99505987931789884746. The χ² law with nine
  /// degrees of freedom has its 5 % point at 16.919 and its 1 % point at 21.666.
  @Test func secondSeriesIsNotUniform() throws {
    let transform = try ProbabilityIntegralTransform(
      try ReferenceTable("backtest/pit_v2.csv").rows.map { $0.number("pit") })
    let distance = transform.kolmogorovSmirnovTest()
    #expect(abs((distance.pValue ?? 1) - (1 - 0.99505987931789884746)) < 1e-8)
    #expect(distance.verdict == .rejected && distance.size == .exact(0.05))
    #expect(transform.chiSquareTest(significance: 0.01).verdict == .rejected)
    #expect(transform.histogram(cells: 10).reduce(0, +) == 250)
  }

  /// Ends of cells belong to the cell below; 4 values, 2 cells: X² = 2 (3 − 2)² / 2 = 1.
  @Test func cellsByHand() throws {
    let transform = try ProbabilityIntegralTransform([0.5, 0.1, 0.2, 0.9])
    #expect(transform.histogram(cells: 2) == [3, 1])
    #expect(transform.chiSquareTest(cells: 2).statistic == 1)
  }

  /// Losses at the forecast quantiles come back as the orders of those quantiles.
  @Test func transformsUndoQuantiles() throws {
    let laws: [any LossLaw] = (1...9).map { NormalLoss(mean: 0.1, standardDeviation: Double($0)) }
    let losses = (1...9).map { laws[$0 - 1].upperQuantile(1 - Double($0) / 10) }
    let transform = try ProbabilityIntegralTransform(losses: losses, laws: laws)
    for (i, value) in transform.values.enumerated() {
      #expect(abs(value - Double(i + 1) / 10) < 1e-14)
    }
  }

  /// A forecast volatility of twice the true one leaves the ends empty: all three tests see it.
  @Test func tooWideForecastsAreRejected() throws {
    let narrow = NormalLoss(standardDeviation: 1)
    let losses = (0..<500).map { narrow.upperQuantile((Double($0) + 0.5) / 500) }
    let wide = [any LossLaw](repeating: NormalLoss(standardDeviation: 2), count: 500)
    let right = [any LossLaw](repeating: narrow, count: 500)
    let bad = try ProbabilityIntegralTransform(losses: losses, laws: wide)
    let good = try ProbabilityIntegralTransform(losses: losses, laws: right)
    for (b, g) in [
      (bad.chiSquareTest(), good.chiSquareTest()),
      (bad.kolmogorovSmirnovTest(), good.kolmogorovSmirnovTest()),
      (bad.berkowitzTest(), good.berkowitzTest()),
    ] {
      #expect(b.verdict == .rejected && g.verdict == .notRejected)
    }
  }

  @Test func refusesWhatIsNoProbability() throws {
    #expect(throws: BacktestError.notAProbability(day: 1)) {
      try ProbabilityIntegralTransform([0.5, 1])
    }
    #expect(throws: BacktestError.notAProbability(day: 0)) {
      try ProbabilityIntegralTransform([.nan])
    }
    let sample = try LossSample([1, 2, 3])
    #expect(throws: BacktestError.notAProbability(day: 0)) {
      try ProbabilityIntegralTransform(losses: [4], laws: [sample])
    }
    #expect(throws: BacktestError.lengthMismatch(losses: 2, forecasts: 1)) {
      try ProbabilityIntegralTransform(losses: [1, 2], laws: [sample])
    }
  }
}
