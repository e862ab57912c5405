import Foundation
import VectorMath

/// The two-slope interest-rate model of Aave, Compound and most other lenders.
///
///     borrow = b + s₁ U / U*                          for U ≤ U*
///            = b + s₁ + s₂ (U − U*) / (1 − U*)        above
///     supply = borrow × U × (1 − reserve factor)
///
/// Rates are fractions per year, compounded every second by the contracts, which is continuously to
/// 1e-9. Reference: Aave v3, DefaultReserveInterestRateStrategyV2; Gudgeon, Werner, Perez and
/// Knottenbelt (2020), "DeFi protocols for loanable funds", doi:10.1145/3419614.3423254.
package struct KinkedRateCurve: Sendable, Hashable {
  /// b, borrow rate of an unused reserve, per year.
  package let base: Double
  /// s₁, what the borrow rate rises by up to U*, per year.
  package let slope1: Double
  /// s₂, what it rises by from U* to full use, per year.
  package let slope2: Double
  /// U*, strictly between 0 and 1.
  package let optimal: Double
  /// Share of interest that the protocol keeps, 0 ... 1.
  package let reserveFactor: Double

  /// - Precondition: U* lies strictly between 0 and 1.
  package init(base: Double, slope1: Double, slope2: Double, optimal: Double, reserveFactor: Double)
  {
    precondition(optimal > 0 && optimal < 1, "the optimal utilisation lies between 0 and 1")
    self.base = base
    self.slope1 = slope1
    self.slope2 = slope2
    self.optimal = optimal
    self.reserveFactor = reserveFactor
  }

  /// Borrow rate at a utilisation of 0 ... 1, per year.
  package func borrow(at utilisation: Double) -> Double {
    base + slope1 * (min(utilisation, optimal) / optimal)
      + slope2 * (max(utilisation - optimal, 0) / (1 - optimal))
  }

  /// Supply rate at a utilisation of 0 ... 1, per year.
  package func supply(at utilisation: Double) -> Double {
    borrow(at: utilisation) * utilisation * (1 - reserveFactor)
  }

  /// Borrow rates of eight paths.
  @inline(__always)
  func borrow(at utilisation: Vector) -> Vector {
    let kink = Vector(repeating: optimal)
    let above = maximum(utilisation - kink, .zero)
    let flat = multiplyAdd(
      minimum(utilisation, kink), Vector(repeating: slope1 / optimal), Vector(repeating: base))
    return multiplyAdd(above, Vector(repeating: slope2 / (1 - optimal)), flat)
  }

  /// The yield over a year of a rate that is compounded every second, as a fraction.
  ///
  ///     (1 + rate / 31,536,000)^31,536,000 − 1
  package static func annualYield(of rate: Double) -> Double {
    let seconds = 31_536_000.0
    return expm1(seconds * log1p(rate / seconds))
  }
}
