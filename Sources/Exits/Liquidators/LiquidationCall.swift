/// A liquidation call as a liquidator sees it: what it costs, and what it brings.
package struct LiquidationCall: Sendable, Hashable {
  /// Tokens of collateral for the liquidator per unit repaid, ρ = P_d / P_k × (1 + b (1 − φ)) at oracle prices.
  package let tokensPerUnit: Double
  /// Market price of one unit of debt, in the numeraire.
  package let debtPrice: Double
  /// Largest repayment that close factor and dust rules allow, in units of debt, not negative.
  package let limit: Double

  /// A call on one pair of collateral and debt.
  package init(tokensPerUnit: Double, debtPrice: Double, limit: Double) {
    self.tokensPerUnit = tokensPerUnit
    self.debtPrice = debtPrice
    self.limit = limit
  }

  /// ρ of a pair.
  ///
  /// - Parameters:
  ///   - debtOracle: Oracle price of the debt.
  ///   - collateralOracle: Oracle price of the collateral, in the same currency.
  ///   - bonus: b, the premium on what is repaid.
  ///   - protocolFee: φ, the share of the bonus that the protocol keeps.
  package static func tokensPerUnit(
    debtOracle: Double, collateralOracle: Double, bonus: Double, protocolFee: Double
  ) -> Double {
    debtOracle / collateralOracle * (1 + bonus * (1 - protocolFee))
  }
}

extension LiquidationCall {
  /// g = (1 + f) P_d / ρ: the least price at which one more token is worth seizing, in the numeraire.
  package func threshold(_ terms: LiquidatorTerms) -> Double {
    (1 + terms.flashFee) * debtPrice / tokensPerUnit
  }

  /// How much of what is allowed a liquidator repays.
  package enum Sizing: Sendable {
    /// Until the last token sold only just pays for itself; the next one finds nothing.
    case mostProfitable
    /// Until nothing is earned: the upper bound.
    case breakEven
  }

  /// What a liquidator repays of the limit, in units of debt; 0 where the first token already loses.
  package func repayment(
    _ terms: LiquidatorTerms, on route: SaleRoute, sizing: Sizing = .mostProfitable
  ) -> Double {
    let tokens = limit * tokensPerUnit
    let sold =
      switch sizing {
      case .mostProfitable: route.sale(downTo: threshold(terms), atMost: tokens)
      case .breakEven: route.sale(averaging: threshold(terms), atMost: tokens)
      }
    return sold < tokens ? sold / tokensPerUnit : limit
  }

  /// What is left of a repayment after the money and the gas, in the numeraire.
  package func profit(ofRepaying units: Double, _ terms: LiquidatorTerms, on route: SaleRoute)
    -> Double
  {
    route.proceeds(of: units * tokensPerUnit) - (1 + terms.flashFee) * units * debtPrice
      - terms.gasCost
  }

  /// Whether anybody makes the call, at the most profitable size: p > g, and enough is left after gas.
  ///
  /// A price that only just reaches g is none: a liquidator who has stopped there does not come back.
  package func acts(_ terms: LiquidatorTerms, on route: SaleRoute) -> Bool {
    guard limit > 0, route.price(after: 0) > threshold(terms) * (1 + 1e-12) else { return false }
    let units = repayment(terms, on: route)
    return units > 0 && profit(ofRepaying: units, terms, on: route) > terms.minimumProfit
  }
}
