import Lending
import RandomNumbers

/// Values at the valuation date, in the numeraire.
public struct InitialValues: Sendable {
  /// One account at time 0, in the numeraire.
  public struct OfAccount: Sendable {
    /// At market prices.
    public let collateral: Double
    /// At market prices; 0 or more.
    public let debt: Double
    /// At oracle prices; infinity without debt.
    public let healthFactor: Double
    /// Market values by leg.
    public let collateralLegs: [Double]
    /// In the order of the account's `debts`; they add up to `debt`.
    public let debtLegs: [Double]
  }

  /// By mark column.
  public let marks: [Double]
  /// In the order of the portfolio.
  public let accounts: [OfAccount]

  /// Needs no path: the marks of time 0 are the plan's.
  public init(_ plan: LossPlan) {
    let marks = plan.paths.market.initialMarks
    self.marks = marks
    accounts = plan.portfolio.accounts.map { account in
      let collateral = account.collateral.map { $0.units * marks[$0.marketMark] }
      let debts = account.debts.map { $0.units * marks[$0.marketMark] }
      return OfAccount(
        collateral: collateral.reduce(0, +), debt: debts.reduce(0, +),
        healthFactor: account.health(at: marks).healthFactor,
        collateralLegs: collateral, debtLegs: debts)
    }
  }
}
