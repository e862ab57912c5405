import Glibc

/// A law of losses that is known by its quantile function alone.
public struct QuantileLoss: LossLaw {
  private let quantile: @Sendable (Double) -> Double

  /// - Parameter upperQuantile: The loss that is exceeded with probability p, for p strictly between
  ///   0 and 1; finite, not rising in p.
  public init(upperQuantile: @escaping @Sendable (Double) -> Double) {
    quantile = upperQuantile
  }

  public func upperQuantile(_ p: Double) -> Double { quantile(p) }

  /// By bisection of the logarithm of the odds. Relative error below 1e-13; 0 below e^−700, and 1
  /// above 1 − e^−36.
  public func upperTail(_ x: Double) -> Double {
    var low = -700.0
    var high = 36.0
    if quantile(Self.probability(low)) <= x { return 0 }
    if quantile(Self.probability(high)) > x { return 1 }
    while true {
      let middle = 0.5 * (low + high)
      if middle <= low || middle >= high { return Self.probability(high) }
      if quantile(Self.probability(middle)) > x { low = middle } else { high = middle }
    }
  }

  private static func probability(_ logOdds: Double) -> Double {
    logOdds < 0 ? exp(logOdds) / (1 + exp(logOdds)) : 1 / (1 + exp(-logOdds))
  }
}
