internal import Exits
import Lending

extension AaveV3 {
  /// The largest calls on a position as liquidators see them, in the order of choice.
  ///
  /// - Parameters:
  ///   - token: By index of a collateral leg, its number in the market.
  ///   - needsSecondLeg: By index of a debt, whether what is sold has to be sold once more to repay it.
  func offers(
    on position: Position, token: (Int) -> Int, needsSecondLeg: (Int) -> Bool
  ) -> [CascadeOffer] {
    pairCalls(on: position).map { pair in
      let leg = position.collateral[pair.collateral]
      let debt = position.debts[pair.debt]
      return CascadeOffer(
        pair: Self.number(pair, of: position), token: token(pair.collateral),
        needsSecondLeg: needsSecondLeg(pair.debt),
        call: LiquidationCall(
          tokensPerUnit: LiquidationCall.tokensPerUnit(
            debtOracle: debt.oraclePrice, collateralOracle: leg.oraclePrice,
            bonus: leg.terms.liquidationBonus, protocolFee: leg.terms.liquidationProtocolFee),
          debtPrice: debt.marketPrice, limit: pair.call.debtRepaid))
    }
  }

  /// Carries out a share of an offer.
  ///
  /// - Returns: Market value of the debt that was repaid, in the numeraire.
  /// - Precondition: The position's prices and units are those that the offer was made at.
  @discardableResult
  func settle(_ offer: CascadeOffer, share: Double, on position: inout Position) -> Double {
    let pair = pairCalls(on: position).first { Self.number($0, of: position) == offer.pair }
    guard let pair else { preconditionFailure("the offer was made at these prices") }
    return settle(pair, share: share, on: &position)
  }

  private static func number(_ pair: PairCall, of position: Position) -> Int {
    pair.collateral * position.debts.count + pair.debt
  }
}
