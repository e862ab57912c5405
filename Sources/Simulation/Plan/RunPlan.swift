import Lending
public import Market
public import RandomNumbers

/// Everything that fixes a run's figures, checked: input documents become this, and only this is simulated.
public struct RunPlan: Sendable {
  /// The run document's `name`, for titles and tables; no figure depends on it.
  public var name: String
  /// ISO date of time 0, for the report.
  public var valuationDate: String
  /// Currency of every figure.
  public var numeraire: Numeraire
  /// Steps from the valuation date to the horizon.
  public var grid: TimeGrid
  /// Number of paths, at least 1.
  public var paths: Int
  /// Key of the generator.
  public var seed: UInt64
  /// Bits behind every normal.
  public var precision: NormalSource.Precision
  /// When accounts are checked for liquidation.
  public var monitoring: Monitoring
  /// Levels of VaR and ES, ascending, each in (0, 1).
  public var levels: [Double]
  /// The level whose ES is attributed to accounts and tokens.
  public var attributionLevel: Double
  /// Whether the tails are attributed; never where single accounts are not measured.
  public var contributions: ContributionDetail
  /// What is measured of single accounts.
  public var accountDetail: AccountDetail
  /// Quantities whose tails are measured for single accounts; books and the total have all.
  public var accountTails: [LossQuantity]
  /// In the order of the run document.
  public var limits: [Limit]
  /// Factors, their dependence and the marks that the portfolio reads.
  public var market: MarketPlan
  /// Whether parameters are drawn in a further pass, and which; `nil` for no such pass.
  public var uncertainty: ParameterUncertainty?
  /// Accounts, books and liquidation rules, by marks of `market`.
  public var portfolio: PortfolioPlan
  /// Series whose quantiles by day are reported.
  public var observed: [ObservedSeries]
  /// Remarks on the input that the report repeats, for example accounts below 1 at the start.
  public var warnings: [String]

  /// A plan of checked parts.
  ///
  /// - Precondition: At least one path and one level.
  public init(
    name: String, valuationDate: String, numeraire: Numeraire, grid: TimeGrid, paths: Int,
    seed: UInt64, precision: NormalSource.Precision, monitoring: Monitoring, levels: [Double],
    attributionLevel: Double, contributions: ContributionDetail = .all,
    accountDetail: AccountDetail = .losses,
    accountTails: [LossQuantity], limits: [Limit], market: MarketPlan,
    uncertainty: ParameterUncertainty? = nil, portfolio: PortfolioPlan, observed: [ObservedSeries],
    warnings: [String] = []
  ) {
    precondition(paths >= 1 && !levels.isEmpty, "a run has paths and levels")
    self.name = name
    self.valuationDate = valuationDate
    self.numeraire = numeraire
    self.grid = grid
    self.paths = paths
    self.seed = seed
    self.precision = precision
    self.monitoring = monitoring
    self.levels = levels
    self.attributionLevel = attributionLevel
    self.contributions = contributions
    self.accountDetail = accountDetail
    self.accountTails = accountTails
    self.limits = limits
    self.market = market
    self.uncertainty = uncertainty
    self.portfolio = portfolio
    self.observed = observed
    self.warnings = warnings
  }
}

extension RunPlan {
  /// The same run with other accounts.
  func replacing(accounts: [Account]) -> RunPlan {
    var plan = self
    plan.portfolio = PortfolioPlan(
      accounts: accounts, books: portfolio.books, protocolNames: portfolio.protocolNames,
      adapters: portfolio.adapters)
    return plan
  }
}
