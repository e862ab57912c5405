import Lending
public import Paths

/// What is simulated and measured: the paths, the accounts on them, and what is kept of their losses.
public struct LossPlan: Sendable {
  /// Market, grid, number of paths and seed.
  public var paths: PathPlan
  /// Accounts, books and liquidation rules, by marks of the paths' market.
  public var portfolio: PortfolioPlan
  /// Levels, monitoring, detail and observed series.
  public var measurement: MeasurementPlan

  /// - Parameter portfolio: Its legs read marks of the paths' market.
  public init(paths: PathPlan, portfolio: PortfolioPlan, measurement: MeasurementPlan) {
    self.paths = paths
    self.portfolio = portfolio
    self.measurement = measurement
  }
}

extension LossPlan {
  /// The same run with other accounts.
  package func replacing(accounts: [Account]) -> LossPlan {
    var plan = self
    plan.portfolio = PortfolioPlan(
      accounts: accounts, books: portfolio.books, protocolNames: portfolio.protocolNames,
      adapters: portfolio.adapters)
    return plan
  }
}
