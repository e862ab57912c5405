import Lending
import RandomNumbers

/// Values at the valuation date, in the numeraire.
public struct InitialValues: Sendable {
  public struct OfAccount: Sendable {
    /// At market prices.
    public let collateral: Double
    public let debt: Double
    /// At oracle prices; infinity without debt.
    public let healthFactor: Double
    /// Market values by leg.
    public let collateralLegs: [Double]
    public let debtLegs: [Double]
  }

  /// By mark column.
  public let marks: [Double]
  /// In the order of the portfolio.
  public let accounts: [OfAccount]

  public init(_ plan: RunPlan) {
    let marks = plan.market.initialMarks
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
