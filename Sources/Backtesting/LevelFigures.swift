public import RiskMeasures

/// The tests of one model's VaR and ES at one horizon and level.
public struct LevelFigures: Sendable {
  /// The level of VaR and ES.
  public let level: Level
  /// Days that count in the tests.
  public let days: Int
  /// Days of them on which the loss lay above VaR.
  public let exceedances: Int
  /// Kupiec, independence, conditional coverage, and Z2 where it is defined.
  public let tests: [BacktestResult]
  /// Why Z2 is not among the tests; `nil` if it is.
  public let missingShortfallTest: BacktestError?
  /// The Basel zone of the number of exceedances.
  public let zone: TrafficLight.Zone
  /// Probabilities of the zones for a right model, in their order.
  public let zoneProbabilities: [Double]

  /// Exceedances that a right model has on average.
  public var expectedExceedances: Double { Double(days) * (1 - level.value) }

  /// Tests that reject the model.
  public var rejections: [BacktestResult] { tests.filter { $0.verdict == .rejected } }

  /// A model fails where a test rejects it or its zone is red.
  public var isFailed: Bool { !rejections.isEmpty || zone == .red }
}

/// What power is stated for.
public enum BacktestAlternative {
  /// Probability of an exceedance after one, for tests that look at their order; `1 − level` stays their
  /// share of days.
  public static let afterExceedance = 0.2

  /// Exceedances that are twice as frequent as the level says.
  static func doubled(_ level: Level) -> ExceedanceLaw {
    .independent(probability: 2 * (1 - level.value))
  }

  /// Exceedances that come in clusters.
  static func clustered(_ level: Level) -> ExceedanceLaw {
    .clustered(probability: 1 - level.value, afterExceedance: afterExceedance)
  }
}

extension LevelFigures {
  /// - Parameters:
  ///   - horizons: Forecasts and losses of the days that count, in the order of time.
  ///   - index: Index of the level in the forecasts.
  ///   - histories: What Z2 is compared with.
  init(
    _ horizons: [ForecastDay.Horizon], level: Level, index: Int, histories: SimulatedHistories
  ) throws(BacktestError) {
    let losses = horizons.compactMap(\.loss)
    let series = try ExceedanceSeries(
      losses: losses, valueAtRisk: horizons.map { $0.valueAtRisk[index] })
    let counts = series.counts
    self.level = level
    days = counts.days
    exceedances = counts.exceedances
    var tests = [
      KupiecTest(level: level).result(
        for: counts, alternative: BacktestAlternative.doubled(level)),
      IndependenceTest(level: level).result(
        for: counts, alternative: BacktestAlternative.clustered(level)),
      ConditionalCoverageTest(level: level).result(
        for: counts, alternative: BacktestAlternative.doubled(level)),
    ]
    do {
      tests.append(
        try histories.shortfallTest(
          horizons.map { TailLaw($0, level: index) }, losses: losses, level: level))
      missingShortfallTest = nil
    } catch { missingShortfallTest = error }
    self.tests = tests
    let light = TrafficLight(days: counts.days, level: level)
    zone = light.zone(exceedances: counts.exceedances)
    let right = ExceedanceLaw.independent(probability: 1 - level.value)
    zoneProbabilities = TrafficLight.Zone.allCases.map { light.probability(of: $0, under: right) }
  }
}
