import RiskMeasures
import TestSupport
import Testing
import VectorMath

@Suite struct ShortfallTests {
  @Test func statisticsMatchTable() throws {
    let table = try ReferenceTable("backtest/acerbi_szekely.csv")
    for row in table.rows {
      let series = try ReferenceTable("backtest/\(row["data_file"])").rows
      let found = try ShortfallStatistics(
        losses: series.map { -$0.number("pnl") },
        forecasts: series.map {
          TailForecast(valueAtRisk: $0.number("var"), expectedShortfall: $0.number("es"))
        }, level: Level(1 - row.number("alpha")))
      switch row["quantity"] {
      case "exceptions": #expect(row.integer("expected") == found.exceedances)
      case "Z1" where row["expected"] == "undefined": #expect(found.z1 == nil)
      case "Z1": #expect(row.accepts(found.z1 ?? .nan), "\(row.miss(found.z1 ?? .nan))")
      default: #expect(row.accepts(found.z2), "\(row.miss(found.z2))")
      }
    }
    #expect(table.rows.count == 12)
  }

  /// A loss that equals VaR is no exceedance (I_t marks L_t > VaR_t): of 5, 3 and 2 against a VaR of 3 and an
  /// ES of 4 only the 5 is, so Z1 = 1 − 5/4 and Z2 = 1 − (5/4) / (3 × 0.25).
  @Test func lossAtValueAtRiskIsNoExceedance() throws {
    let forecast = TailForecast(valueAtRisk: 3, expectedShortfall: 4)
    let found = try ShortfallStatistics(
      losses: [5, 3, 2], forecasts: [forecast, forecast, forecast], level: Level(0.75))
    #expect(found.exceedances == 1)
    #expect(found.z1 == -0.25)
    #expect(abs(found.z2 + 2.0 / 3) < 1e-15)
  }

  private static func draws(_ seed: UInt64) -> UniformDraws {
    { column, block, day in
      var generator = TestGenerator(seed: seed ^ UInt64(block) << 32 ^ UInt64(day) << 8)
      for path in 0..<PathBlock.pathCount { column[path: path] = generator.uniform() }
    }
  }

  /// Z2 is linear in the losses beyond VaR, so its mean is 1 − p′ E′[L | L > VaR] / (p ES) under any
  /// law. Twice the volatility: 3.6 exceedances for one. 4,096 histories of 50 days, errors 0.007 of
  /// the right model and 0.02 of the wrong one; tolerance 4 of them.
  @Test func meansAreThoseOfTheLaws() throws {
    let level = Level(0.95)
    let right = NormalLoss(standardDeviation: 0.02)
    let wrong = NormalLoss(standardDeviation: 0.04)
    let test = try ShortfallTest(
      laws: [any LossLaw](repeating: right, count: 50), level: level, blocks: 16,
      draws: Self.draws(1))
    let moments = RunningMoments(test.null.z2)
    let error = (moments.variance / Double(moments.count)).squareRoot()
    #expect(abs(moments.mean) < 4 * error && error < 0.01)
    let other = test.alternative(
      laws: [any LossLaw](repeating: wrong, count: 50), draws: Self.draws(2))
    // E[L; L > q] = σ φ(q/σ) for a normal law.
    let q = right.tail(level: level)
    let expected =
      1 - 0.04 * NormalDistribution.density(q.valueAtRisk / 0.04) / (0.05 * q.expectedShortfall)
    let otherMoments = RunningMoments(other.z2)
    let otherError = (otherMoments.variance / Double(otherMoments.count)).squareRoot()
    #expect(abs(otherMoments.mean - expected) < 4 * otherError && otherError < 0.03)
  }

  /// Under the hypothesis 5 % of histories are rejected by construction, less those without Z1; a
  /// doubled volatility is found.
  @Test func resultsCarrySizeAndPower() throws {
    let right = NormalLoss(standardDeviation: 0.02)
    let test = try ShortfallTest(
      laws: [any LossLaw](repeating: right, count: 100), level: 0.975, blocks: 8,
      draws: Self.draws(3))
    let double = test.alternative(
      laws: [any LossLaw](repeating: NormalLoss(standardDeviation: 0.04), count: 100),
      draws: Self.draws(3))
    var losses = [Double](repeating: 0.001, count: 100)
    let quiet1 = try test.result(.z1, losses: losses)
    #expect(quiet1.verdict == .undefined && quiet1.statistic == nil && quiet1.pValue == nil)
    let quiet2 = try test.result(.z2, losses: losses, alternative: double)
    #expect(quiet2.verdict == .notRejected && quiet2.statistic == 1 && quiet2.pValue == 1)
    #expect(abs(quiet2.size.value - 0.05) < 1e-3)
    #expect((quiet2.power?.value ?? 0) > 0.95)
    // P(N = 0) = 0.975^100 = 0.08 has no Z1, so that fewer are rejected.
    #expect(abs(quiet1.size.value - 0.05 * 0.92) < 2e-3)
    for day in 0..<9 { losses[11 * day] = 0.07 }
    for statistic in ShortfallTest.Statistic.allCases {
      let result = try test.result(statistic, losses: losses)
      #expect(result.verdict == .rejected)
      let critical = test.criticalValue(statistic, significance: 0.05)
      #expect((result.statistic ?? 0) < critical.value)
      #expect(critical.lower < critical.value && critical.value < critical.upper)
    }
  }

  /// A p-value of a simulated value counts the values at or below it.
  @Test func verdictsAgreeWithPValues() throws {
    let right = StudentTLoss(degreesOfFreedom: 3, scale: 1)
    let test = try ShortfallTest(
      laws: [any LossLaw](repeating: right, count: 40), level: 0.9, blocks: 1,
      draws: Self.draws(4))
    var isRejected = 0
    for scale in stride(from: 1.0, to: 3, by: 0.02) {
      let losses = (0..<40).map { $0 % 10 == 0 ? 2.5 * scale : 0 }
      let result = try test.result(.z2, losses: losses, significance: 0.1)
      #expect((result.verdict == .rejected) == ((result.pValue ?? 1) <= 0.1))
      isRejected += result.verdict == .rejected ? 1 : 0
    }
    #expect(isRejected > 10 && isRejected < 90)
  }

  /// Forecasts may be simulated samples: the tests see 2,000 normal losses as a normal law.
  @Test func forecastsMayBeSamples() throws {
    var generator = TestGenerator(seed: 5)
    let sample = try LossSample(
      (0..<2000).map { _ in NormalDistribution.quantile(generator.uniform()) })
    let test = try ShortfallTest(
      laws: [any LossLaw](repeating: sample, count: 60), level: 0.95, blocks: 8,
      draws: Self.draws(6))
    let moments = RunningMoments(test.null.z2)
    #expect(abs(moments.mean) < 4 * (moments.variance / Double(moments.count)).squareRoot())
  }

  @Test func refusesForecastsWithoutShortfall() {
    let law = NormalLoss(mean: -10, standardDeviation: 1)
    #expect(throws: BacktestError.shortfallNotPositive(day: 1)) {
      try ShortfallTest(
        laws: [NormalLoss(standardDeviation: 1), law], level: 0.99, blocks: 1,
        draws: Self.draws(7))
    }
    #expect(throws: BacktestError.empty) {
      try ShortfallTest(laws: [], level: 0.99, blocks: 1, draws: Self.draws(8))
    }
    #expect(throws: BacktestError.shortfallNotPositive(day: 0)) {
      try ShortfallStatistics(
        losses: [1], forecasts: [TailForecast(valueAtRisk: -1, expectedShortfall: 0)], level: 0.99)
    }
  }
}
