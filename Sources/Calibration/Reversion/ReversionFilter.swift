import Glibc
import VectorMath

/// The Kalman filter of a mean-reverting level, with the derivatives of everything that it computes.
///
///     x_i = a + b W_i + y_i + η ε_i,  dy = −κ y dt + σ √g(y) dB
///
/// g = 1 is the Ornstein-Uhlenbeck process, whose filter is exact. g(y) = a + y, without a covariate,
/// is the square-root process of the level a + y: mean and variance of each step are its exact ones,
///
///     E[y' | y] = y e^(−κΔ),
///     Var[y' | y] = σ² (a (1 − e^(−2κΔ)) / 2κ + y (e^(−κΔ) − e^(−2κΔ)) / κ)
///
/// at the filtered y, and its law is taken as normal. Missing days are longer steps. Lanes of a score:
/// a, b, κ, σ, η. References: Kalman (1960), doi:10.1115/1.3662552; square root: Cox, Ingersoll and
/// Ross (1985), doi:10.2307/1911242; quasi-likelihood by filter: Duan and Simonato (1999),
/// doi:10.1023/A:1008304625054.
struct ReversionFilter {
  /// The variance that the level's own size gives to its steps.
  enum Diffusion: Sendable, Hashable {
    /// σ² at every level.
    case constant
    /// σ² times the level.
    case squareRoot
  }

  /// Lanes of the parameters in scores.
  enum Lane {
    static let level = 0
    static let sensitivity = 1
    static let speed = 2
    static let volatility = 3
    static let error = 4
  }

  private let level: Double
  private let sensitivity: Double
  private let speed: Double
  private let volatility: Double
  private let errorVariance: Double
  private let errorSlope: Double
  private let isSquareRoot: Bool
  /// Mean and variance of y given the observations so far, with their derivatives.
  private(set) var mean = 0.0
  private(set) var variance: Double
  private var meanSlope = Vector()
  private var varianceSlope = Vector()

  /// The stationary law of y.
  ///
  /// - Parameter parameters: a, b, κ, σ, η.
  init(_ parameters: [Double], _ diffusion: Diffusion) {
    level = parameters[0]
    sensitivity = parameters[1]
    speed = parameters[2]
    volatility = parameters[3]
    errorVariance = parameters[4] * parameters[4]
    errorSlope = 2 * parameters[4]
    isSquareRoot = diffusion == .squareRoot
    let size = isSquareRoot ? level : 1
    variance = volatility * volatility * size / (2 * speed)
    varianceSlope[Lane.speed] = -variance / speed
    varianceSlope[Lane.volatility] = 2 * variance / volatility
    if isSquareRoot { varianceSlope[Lane.level] = variance / level }
  }

  /// Lets so many years pass.
  ///
  /// - Returns: `false` if the level has no positive variance there.
  @inline(__always)
  mutating func advance(_ years: Double) -> Bool {
    let decay = exp(-speed * years)
    let square = decay * decay
    let drift = (1 - square) / (2 * speed)
    let driftSlope = (years * square - drift) / speed
    let size = isSquareRoot ? level : 1
    var unit = size * drift
    var unitSlope = Vector()
    unitSlope[Lane.speed] = size * driftSlope
    if isSquareRoot {
      let pull = (decay - square) / speed
      unit += mean * pull
      unitSlope[Lane.speed] += mean * (years * (2 * square - decay) - pull) / speed
      unitSlope += pull * meanSlope
      unitSlope[Lane.level] += drift
    }
    guard unit > 0 else { return false }
    let factor = volatility * volatility
    var stepSlope = factor * unitSlope
    stepSlope[Lane.volatility] += 2 * volatility * unit
    varianceSlope = square * varianceSlope + stepSlope
    varianceSlope[Lane.speed] -= 2 * years * square * variance
    variance = square * variance + factor * unit
    meanSlope = decay * meanSlope
    meanSlope[Lane.speed] -= years * decay * mean
    mean *= decay
    return true
  }

  /// Takes an observation in.
  ///
  /// - Returns: Its log density, the score of that, and its standardised surprise.
  @inline(__always)
  mutating func observe(
    _ x: Double, covariate: Double
  ) -> (density: Double, score: Vector, residual: Double) {
    let surprise = x - level - sensitivity * covariate - mean
    var surpriseSlope = -meanSlope
    surpriseSlope[Lane.level] -= 1
    surpriseSlope[Lane.sensitivity] -= covariate
    let total = variance + errorVariance
    var totalSlope = varianceSlope
    totalSlope[Lane.error] += errorSlope
    let ratio = surprise / total
    let density = -halfLogTwoPi - 0.5 * (log(total) + surprise * ratio)
    let score =
      (-0.5 / total + 0.5 * ratio * ratio) * totalSlope - ratio * surpriseSlope
    let gain = variance / total
    let gainSlope = (1 / total) * (varianceSlope - gain * totalSlope)
    meanSlope += surprise * gainSlope + gain * surpriseSlope
    mean += gain * surprise
    varianceSlope = (1 - gain) * varianceSlope - variance * gainSlope
    variance *= 1 - gain
    return (density, score, surprise / total.squareRoot())
  }
}
