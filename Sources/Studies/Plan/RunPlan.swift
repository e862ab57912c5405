import Lending
public import Passes
public import Paths

/// A checked run: input documents become this, and only this is simulated and reported.
public struct RunPlan: Sendable {
  /// What is simulated and measured.
  public var losses: LossPlan
  /// Whether parameters are drawn in a further pass, and which; `nil` for no such pass.
  public var uncertainty: ParameterUncertainty?
  /// In the order of the run document.
  public var limits: [Limit]
  /// Name, date and currency.
  public var words: ReportWords

  /// A plan of checked parts.
  public init(
    _ losses: LossPlan, words: ReportWords, limits: [Limit] = [],
    uncertainty: ParameterUncertainty? = nil
  ) {
    self.losses = losses
    self.words = words
    self.limits = limits
    self.uncertainty = uncertainty
  }

  /// Market, grid, number of paths and seed.
  public var paths: PathPlan {
    get { losses.paths }
    set { losses.paths = newValue }
  }

  /// Accounts, books and liquidation rules.
  public var portfolio: PortfolioPlan {
    get { losses.portfolio }
    set { losses.portfolio = newValue }
  }

  /// Levels, monitoring, detail and observed series.
  public var measurement: MeasurementPlan {
    get { losses.measurement }
    set { losses.measurement = newValue }
  }
}

extension RunPlan {
  /// The same run with other accounts.
  func replacing(accounts: [Account]) -> RunPlan {
    var plan = self
    plan.losses = losses.replacing(accounts: accounts)
    return plan
  }
}
