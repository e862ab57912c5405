public import Diagnostics

/// The whole account is closed at its first breach, at one stated bonus.
///
///     debt repaid = min(D, V / (1 + bonus)),  cash to the borrower = max(0, V − (1 + bonus) D),
///     deficit = D − debt repaid, with V and D at market prices
///
/// There is no close factor, no dust rule and no check whether a liquidator earns anything. Every leg
/// takes its share pro rata to value. This is the rule of the reference workload R1.
public struct FullClose: ProtocolAdapter {
  /// Word in protocol documents: `full-close`.
  public static let name = "full-close"
  /// The line in `lstrisk list protocols`.
  public static let summary = "the whole account is closed at the first breach, at one bonus"
  /// Not a contract's rule: the reference workload's.
  public static let reference = "rule of the reference workload R1"
  /// `liquidationBonus` alone.
  public static let parameters = [
    Parameter(
      "liquidationBonus", .fractionBelowOne, usual: .bonus, unit: "fraction",
      "the liquidator takes the debt plus this share of it")
  ]

  /// The liquidator's premium on the debt.
  public let liquidationBonus: Double

  /// Rules at the stated bonus.
  public init(_ parameters: ParameterTable) throws(InputError) {
    liquidationBonus = parameters["liquidationBonus"]
  }

  /// The stated bonus: whole blocks of accounts are closed at once.
  public var wholeAccountBonus: Double? { liquidationBonus }

  /// Closes the account: every unit leaves, and what the collateral does not cover is burned.
  public func liquidate(_ position: inout Position) -> Double {
    let value = position.marketCollateral
    let debt = position.marketDebt
    let repaid = min(debt, value / (1 + liquidationBonus))
    let cash = max(0, value - (1 + liquidationBonus) * debt)
    for i in position.collateral.indices {
      let leg = position.collateral[i]
      let share = value > 0 ? leg.units * leg.marketPrice / value : 0
      position.collateral[i].cancelled += repaid * share
      position.collateral[i].cash += cash * share
      position.collateral[i].taken.units += leg.units
      position.collateral[i].units = 0
    }
    let repaidShare = debt > 0 ? repaid / debt : 0
    for i in position.debts.indices {
      let leg = position.debts[i]
      let share = debt > 0 ? leg.units * leg.marketPrice / debt : 0
      position.debts[i].cancelled += repaid * share
      position.debts[i].burned += (debt - repaid) * share
      position.debts[i].taken.repaid += leg.units * repaidShare
      position.debts[i].taken.burned += leg.units * (1 - repaidShare)
      position.debts[i].units = 0
    }
    return repaid
  }
}
