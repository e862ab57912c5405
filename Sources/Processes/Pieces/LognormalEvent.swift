import Diagnostics
import Foundation
import Market
import VectorMath

/// A rare event with a lognormal size, at most one a step, read from two standard normal columns.
///
///     event exactly where z > Φ⁻¹(e^(−λΔt)),  size = median × e^(sd Z₂)
struct LognormalEvent: Sendable {
  /// Φ⁻¹(1 − P(event)); infinite where no event can happen.
  let threshold: Double
  /// 1 − e^(−λΔt).
  let probability: Double
  /// Median size, in the unit of the process.
  let median: Double
  /// Standard deviation of the logarithm of the size.
  let logDeviation: Double

  /// - Parameters:
  ///   - rate: λ, events per year. Not negative.
  ///   - median: Median size. Positive.
  ///   - logDeviation: Standard deviation of ln size. Not negative.
  init(rate: Double, median: Double, logDeviation: Double, step: TimeStep) {
    probability = -expm1(-rate * step.length)
    threshold = probability > 0 ? NormalDistribution.upperQuantile(probability) : .infinity
    self.median = median
    self.logDeviation = logDeviation
  }

  /// Bit i is set where path i has an event.
  @inline(__always)
  func hits(_ z: Vector) -> UInt32 { mask(Vector(repeating: threshold), lessThan: z) }

  /// Sizes where an event happens.
  @inline(__always)
  func sizes(_ z: Vector) -> Vector {
    Vector(repeating: median) * exponential(Vector(repeating: logDeviation) * z)
  }

  /// Mean and variance of what one step adds.
  var moments: (mean: Double, variance: Double) {
    let square = logDeviation * logDeviation
    let mean = probability * median * exp(square / 2)
    return (mean, probability * median * median * exp(2 * square) - mean * mean)
  }

  /// Range of the standard deviation of a log size: e^(3 × 8.6) times the median is still a number.
  static let logDeviationRange = NumberRange(from: 0, to: 3)
}
