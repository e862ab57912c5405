import Foundation
import Market
import VectorMath

/// The exact transition of a mean-reverting Gaussian column over one step.
///
///     X' = X e^(−κΔt) + θ (1 − e^(−κΔt)) + σ √((1 − e^(−2κΔt)) / 2κ) Z
///
/// Every factor is accurate for any κΔt: the limit κ → 0 is a Brownian motion. A step of length 0
/// leaves X as it is. Reference: Uhlenbeck and Ornstein (1930), doi:10.1103/PhysRev.36.823.
package struct OrnsteinUhlenbeckStep: Sendable {
  /// κΔt.
  let reversion: Double
  /// e^(−κΔt).
  package let decay: Double
  /// θ.
  let mean: Double
  /// θ (1 − e^(−κΔt)).
  let pull: Double
  /// Standard deviation of the step.
  let scale: Double

  /// - Parameters:
  ///   - speed: κ, per year. Not negative.
  ///   - mean: θ, in the unit of X.
  ///   - volatility: σ, in the unit of X per square root of a year. Not negative.
  package init(speed: Double, mean: Double, volatility: Double, step: TimeStep) {
    reversion = speed * step.length
    decay = exp(-reversion)
    self.mean = mean
    pull = mean * -expm1(-reversion)
    let shrink = reversion == 0 ? 1 : -expm1(-2 * reversion) / (2 * reversion)
    scale = volatility * (step.length * shrink).squareRoot()
  }

  /// Advances column `x` with the standard normals `z`.
  @inline(__always)
  func advance(_ x: Column, _ z: Column) {
    for v in 0..<PathBlock.vectorCount { x[v] = next(x[v], z[v]) }
  }

  /// The value one step later.
  @inline(__always)
  func next(_ x: Vector, _ z: Vector) -> Vector {
    multiplyAdd(
      x, Vector(repeating: decay),
      multiplyAdd(Vector(repeating: scale), z, Vector(repeating: pull)))
  }

  /// Mean and variance of X after so many steps from `initial`.
  ///
  /// - Parameters:
  ///   - jumpMean: Mean of what else is added to X at the end of each step, independent of Z.
  ///   - jumpVariance: Its variance.
  package func moments(
    from initial: Double, afterSteps steps: Int, jumpMean: Double = 0, jumpVariance: Double = 0
  ) -> (mean: Double, variance: Double) {
    let n = Double(steps)
    let forgotten = -expm1(-n * reversion)
    return (
      initial + (mean - initial) * forgotten + jumpMean * decaySum(n, reversion),
      (scale * scale + jumpVariance) * decaySum(n, 2 * reversion)
    )
  }

  /// Σ e^(−ia) over i = 0 ..< n.
  private func decaySum(_ n: Double, _ a: Double) -> Double {
    a == 0 ? n : expm1(-n * a) / expm1(-a)
  }
}
