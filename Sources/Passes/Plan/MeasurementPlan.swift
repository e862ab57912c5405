public import Paths

/// What is measured on the paths of a run.
public struct MeasurementPlan: Sendable {
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
  /// Series whose quantiles by day are reported.
  public var observed: [ObservedSeries]

  /// - Precondition: At least one level.
  public init(
    monitoring: Monitoring, levels: [Double], attributionLevel: Double,
    contributions: ContributionDetail = .all, accountDetail: AccountDetail = .losses,
    accountTails: [LossQuantity] = [], observed: [ObservedSeries] = []
  ) {
    precondition(!levels.isEmpty, "a run has levels")
    self.monitoring = monitoring
    self.levels = levels
    self.attributionLevel = attributionLevel
    self.contributions = contributions
    self.accountDetail = accountDetail
    self.accountTails = accountTails
    self.observed = observed
  }
}
