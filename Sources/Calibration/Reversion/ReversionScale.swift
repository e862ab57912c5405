import VectorMath

/// The unit in which a level is searched, so that its parameters are near 1.
///
/// Constant diffusion: x = offset + unit × z with mean and deviation of the series. Square root:
/// x = unit × z with the mean, and σ = √unit σ_z.
struct ReversionScale: Sendable {
  let offset: Double
  let unit: Double
  private let volatilityFactor: Double
  /// Deviation of the standardised values.
  private let spread: Double

  init(_ series: LevelSeries, _ diffusion: ReversionFilter.Diffusion) {
    let moments = RunningMoments(series.values)
    let deviation = moments.variance.squareRoot()
    switch diffusion {
    case .constant:
      (offset, unit) = (moments.mean, deviation)
      volatilityFactor = deviation
      spread = 1
    case .squareRoot:
      (offset, unit) = (0, max(moments.mean, 1e-12))
      volatilityFactor = unit.squareRoot()
      spread = deviation / unit
    }
  }

  /// A measurement error below this is none.
  var leastError: Double { unit * errorLimits.lowerBound * 1.0001 }

  private var errorLimits: ClosedRange<Double> { (1e-3 * spread)...(3 * spread) }

  func standardised(_ series: LevelSeries) throws(CalibrationError) -> LevelSeries {
    try series.mapped { ($0 - offset) / unit }
  }

  func map(_ errors: MeasurementError, hasCovariate: Bool) -> SeparateParameters {
    let level: FreeNumber =
      offset == 0
      ? FreeNumber(name: "mean", transform: .above(0), limits: 1e-3...1e3, factor: unit)
      : .location
    return SeparateParameters([
      .free(level),
      hasCovariate
        ? .free(
          FreeNumber(
            name: "waitSensitivity", transform: .identity,
            limits: -Double.infinity...Double.infinity)) : .held(0),
      .free(FreeNumber(name: "speed", transform: .above(0), limits: 0.02...2_000)),
      .free(
        FreeNumber(
          name: "volatility", transform: .above(0), limits: (1e-3 * spread)...(1e4 * spread),
          factor: volatilityFactor)),
      errors == .none
        ? .held(0)
        : .free(
          FreeNumber(
            name: ReversionFit.errorName, transform: .above(0), limits: errorLimits, factor: unit)
        ),
    ])
  }

  func reported(_ words: String) -> [ReportedParameter] {
    [
      ReportedParameter(
        name: "level", unit: words, offset: offset, factor: unit,
        scale: offset == 0 ? .above(0) : .identity),
      ReportedParameter(
        name: "waitSensitivity", unit: "\(words) per day", factor: unit, scale: .identity),
      ReportedParameter(name: "speed", unit: "per year", scale: .above(0)),
      ReportedParameter(
        name: "volatility", unit: "\(words) per square root of a year",
        factor: volatilityFactor, scale: .above(0)),
      ReportedParameter(name: ReversionFit.errorName, unit: words, factor: unit, scale: .above(0)),
    ]
  }

  /// Slow and fast reversion; with errors, half of the variance is theirs.
  func starts(_ errors: MeasurementError) -> [[Double]] {
    let deviation = errors == .none ? spread : 0.7 * spread
    return [4.0, 40, 300].map { speed in
      [offset == 0 ? 1 : 0, 0, speed, deviation * (2 * speed).squareRoot(), deviation]
    }
  }
}
