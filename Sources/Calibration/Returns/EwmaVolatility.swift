import Foundation

/// Exponentially weighted volatility of returns with mean 0.
///
///     v_t = λ v_{t−1} + (1 − λ) r_t²
///
/// v_t is the variance of step t + 1. Reference: J.P. Morgan and Reuters (1996), RiskMetrics Technical
/// Document, 4th edition, section 5.2: λ = 0.94 for days, 0.97 for months.
public struct EwmaVolatility: Sendable, Hashable {
  /// λ, weight of the past; strictly between 0 and 1.
  public let decay: Double

  /// Strictly between 0 and 1, or it traps.
  public init(decay: Double) {
    precondition(decay > 0 && decay < 1, "the decay lies between 0 and 1")
    self.decay = decay
  }

  /// v_1, v_2, …: after each return, the variance of the next step.
  ///
  /// - Parameters:
  ///   - returns: Log returns as fractions.
  ///   - initial: v_0, not negative.
  public func variances(of returns: [Double], initial: Double) -> [Double] {
    var v = initial
    return returns.map { r in
      v = decay * v + (1 - decay) * r * r
      return v
    }
  }

  /// The variance of the step after the last return; `initial` if there is none.
  public func variance(of returns: [Double], initial: Double) -> Double {
    returns.reduce(initial) { v, r in decay * v + (1 - decay) * r * r }
  }

  /// Equally weighted returns with the same error of the variance, (1 + λ) / (1 − λ).
  public var effectiveObservations: Double { (1 + decay) / (1 - decay) }

  /// Steps after which a return has half its weight, ln ½ / ln λ.
  public var halfLife: Double { log(0.5) / log(decay) }
}
