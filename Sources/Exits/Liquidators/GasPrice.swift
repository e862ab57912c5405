import Foundation

/// What a call costs, and how far the price of gas jumps when the market moves.
///
///     multiplier = exp(min(ln 40, 18 (|R| − 0.05)⁺)),  R the log return of ETH over 24 hours
///
/// The exponent fades with a half-life of one hour. The shape is a prior through three days: ×40 on 2020-03-12 and
/// 2021-05-19, ×21 on 2024-08-05.
package enum GasPrice {
  /// Largest multiplier.
  package static let ceiling = 40.0
  /// Years in which half of a spike's exponent is gone.
  package static let halfLife = 1.0 / 24 / 365

  /// ln of the multiplier that a return calls for.
  package static func exponent(dayReturn: Double) -> Double {
    min(log(ceiling), max(0, 18 * (abs(dayReturn) - 0.05)))
  }

  /// ln of the multiplier some time later: what is left, or what the return of now calls for.
  package static func exponent(
    _ exponent: Double, after years: Double, dayReturn: Double
  ) -> Double {
    max(exponent * exp2(-years / halfLife), self.exponent(dayReturn: dayReturn))
  }

  /// G, in the numeraire of the ETH price.
  ///
  /// - Parameters:
  ///   - units: Gas of the call.
  ///   - gwei: Price of one unit, 1e-9 ETH.
  package static func cost(units: Double, gwei: Double, ethPrice: Double) -> Double {
    units * gwei * 1e-9 * ethPrice
  }
}
