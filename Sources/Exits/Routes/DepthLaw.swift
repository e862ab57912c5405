import Foundation

/// How the depth of a venue moves with its market: λ = λ_TVL λ_vol, held within [0.05, 1.5].
///
///     ln λ_TVL = −k e,  e = max over the past of (d − d₀)⁺, halved every half-life
///     λ_vol = (σ_ref / σ)^κ
///
/// Own estimate of k: 10.8 (s.e. 2.8) from the stETH pool, May and June 2022; half-life and κ are priors.
package struct DepthLaw: Sendable, Hashable {
  /// Where λ is held.
  package static let bounds = 0.05...1.5

  /// k: relative fall of depth per unit of discount, not negative.
  package let providers: Double
  /// d₀: the discount at which depth was measured.
  package let usualDiscount: Double
  /// Time in which half of the providers return, in years, positive.
  package let halfLife: Double
  /// κ, not negative; 0 switches the volatility's part off.
  package let volatilityPower: Double
  /// σ_ref: the daily volatility at which depth was measured, positive.
  package let usualVolatility: Double

  /// A law by its numbers.
  package init(
    providers: Double, usualDiscount: Double, halfLife: Double, volatilityPower: Double,
    usualVolatility: Double
  ) {
    precondition(
      providers >= 0 && halfLife > 0 && volatilityPower >= 0 && usualVolatility > 0,
      "depth falls with discount and volatility")
    self.providers = providers
    self.usualDiscount = usualDiscount
    self.halfLife = halfLife
    self.volatilityPower = volatilityPower
    self.usualVolatility = usualVolatility
  }

  /// e after some time: what is left of it, or the discount of now if that is worse.
  ///
  /// - Parameters:
  ///   - excess: e before, not negative; 0 at the start.
  ///   - years: Time since.
  package func excess(_ excess: Double, after years: Double, discount: Double) -> Double {
    max(excess * exp2(-years / halfLife), discount - usualDiscount, 0)
  }

  /// λ, at the daily volatility of the step.
  package func scale(excess: Double, volatility: Double) -> Double {
    let scale = exp(-providers * excess) * pow(usualVolatility / volatility, volatilityPower)
    return min(max(scale, Self.bounds.lowerBound), Self.bounds.upperBound)
  }
}
