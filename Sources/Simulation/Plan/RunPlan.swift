public import Lending
public import Market
public import RandomNumbers

/// The currency that every figure of a run is stated in.
public enum Numeraire: String, Sendable, CaseIterable {
  case usd = "USD"
  case eth = "ETH"
}

/// When liquidation is checked.
public enum Monitoring: String, Sendable, CaseIterable {
  /// At the end of every step.
  case steps
  /// Also between steps, by the Brownian bridge, for accounts whose health is one lognormal ratio.
  case bridge
}

/// Whose loss a book is ranked, limited and attributed by.
public enum BookView: String, Sendable, CaseIterable {
  /// Equity lost by the borrowers.
  case borrower
  /// Bad debt left to the lender.
  case lender

  /// The loss that the view looks at.
  public var quantity: LossQuantity { self == .borrower ? .equityLoss : .badDebt }
}

/// Whose loss a row of the report is ranked, limited and attributed by: a book's view, or for the total
/// that of the desk.
public enum SubjectView: String, Sendable {
  /// Equity lost by the borrowers.
  case borrower
  /// Bad debt left to the lender.
  case lender
  /// The equity lost in own books and the bad debt of lent ones: of the total alone.
  case desk

  public init(_ view: BookView) { self = view == .borrower ? .borrower : .lender }

  /// The loss that the view looks at.
  public var quantity: LossQuantity {
    switch self {
    case .borrower: .equityLoss
    case .lender: .badDebt
    case .desk: .deskLoss
    }
  }
}

/// What is measured on every path. `allCases` are measured for every account, book and the total;
/// `deskLoss` is a sum that the total alone has, where `TotalBooks` has both kinds of books.
public enum LossQuantity: String, Sendable, CaseIterable {
  /// E(0) − E(T) of the borrowers at market prices, E ≥ 0; positive is bad.
  case equityLoss = "equity_loss"
  /// Deficits recorded at liquidations plus max(0, debt − collateral) at the horizon; the lender's.
  case badDebt = "bad_debt"
  /// Market value of the debt that liquidators repaid.
  case liquidated
  /// Equity loss of own books plus bad debt of lent books.
  case deskLoss = "desk_loss"

  public static var allCases: [LossQuantity] { [.equityLoss, .badDebt, .liquidated] }

  /// Whether it can be below 0, a gain.
  public var canBeGain: Bool { self == .equityLoss || self == .deskLoss }
}

/// What is measured of single accounts.
public enum AccountDetail: String, Sendable, CaseIterable {
  /// Losses and liquidations of every account, and its contributions to the tails.
  case losses
  /// Liquidations alone; losses by book and in total. For portfolios of tens of thousands of accounts.
  case liquidations
}

/// Whether the tails are attributed to accounts and tokens.
public enum ContributionDetail: String, Sendable, CaseIterable {
  case all
  /// No second pass over the paths of the tails.
  case none
}

/// A named group of accounts.
public struct Book: Sendable, Hashable {
  public let name: String
  /// Whose loss ranks, limits and attributes the book.
  public let view: BookView
  /// Whether its equity is the desk's: the total adds its equity losses.
  public let own: Bool

  /// - Parameter own: `nil` for the view's default: true for a borrower's book, false for a lender's.
  public init(name: String, view: BookView, own: Bool? = nil) {
    self.name = name
    self.view = view
    self.own = own ?? (view == .borrower)
  }
}

/// A threshold on one figure of the report.
public struct Limit: Sendable, Hashable {
  /// What is limited.
  public enum Measure: String, Sendable, CaseIterable {
    case valueAtRisk = "var"
    case expectedShortfall = "es"
    case mean
    case liquidationProbability = "liquidation_probability"
    case badDebtProbability = "bad_debt_probability"
  }
  /// Whose figure is limited.
  public enum Subject: Sendable, Hashable {
    case total
    case book(String)
    case account(String)
  }
  /// What the thresholds are stated in.
  public enum Unit: String, Sendable, CaseIterable {
    /// Money in the run's numeraire; for probabilities a fraction.
    case numeraire
    /// Per cent of the exposure; for probabilities per cent.
    case percent
  }
  /// Which end of the figure is compared.
  public enum Basis: String, Sendable, CaseIterable {
    case estimate
    /// The upper end of the figure's 95 % interval; the estimate where no path shows a loss and the
    /// interval has no end.
    case upper
  }

  public let measure: Measure
  /// The loss that is measured; the liquidated amount for a liquidation probability.
  public let quantity: LossQuantity
  /// Confidence level; `nil` for measures without one.
  public let level: Double?
  public let subject: Subject
  /// Above it the limit is in warning, exit code 2; in `unit`.
  public let warn: Double?
  /// Above it the limit is breached, exit code 3; in `unit`.
  public let hard: Double?
  public let unit: Unit
  public let basis: Basis

  public init(
    measure: Measure, quantity: LossQuantity, level: Double?, subject: Subject, warn: Double?,
    hard: Double?, unit: Unit, basis: Basis
  ) {
    self.measure = measure
    self.quantity = quantity
    self.level = level
    self.subject = subject
    self.warn = warn
    self.hard = hard
    self.unit = unit
    self.basis = basis
  }
}

/// The accounts of a run, their books and the rules that apply to them.
public struct PortfolioPlan: Sendable {
  /// In the order of the portfolio document.
  public let accounts: [Account]
  /// In the order of the run document.
  public let books: [Book]
  /// Names of the protocols, in the order of `adapters`.
  public let protocolNames: [String]
  /// Liquidation rules, by `Account.protocolIndex`.
  public let adapters: [any ProtocolAdapter]

  public init(
    accounts: [Account], books: [Book], protocolNames: [String], adapters: [any ProtocolAdapter]
  ) {
    self.accounts = accounts
    self.books = books
    self.protocolNames = protocolNames
    self.adapters = adapters
  }
}

/// A series whose quantiles by day the report shows.
public struct ObservedSeries: Sendable, Hashable {
  /// The column behind a series.
  public enum Source: Sendable, Hashable {
    /// A mark column, in the numeraire; multiplied by `scale`.
    case mark(Int)
    /// d = 1 − exp(−x) of a log-discount column.
    case discount(Int)
    /// A state column as it is.
    case state(Int)
  }
  /// For example `ETH price` or `wstETH discount`.
  public let name: String
  /// For example `USD`, `fraction`, `per year`, `days`.
  public let unit: String
  public let source: Source

  public init(name: String, unit: String, source: Source) {
    self.name = name
    self.unit = unit
    self.source = source
  }
}

/// Everything that fixes a run's figures, checked: input documents become this, and only this is simulated.
public struct RunPlan: Sendable {
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
  public var market: MarketPlan
  /// Whether parameters are drawn in a further pass, and which; `nil` for no such pass.
  public var uncertainty: ParameterUncertainty?
  public var portfolio: PortfolioPlan
  /// Series whose quantiles by day are reported.
  public var observed: [ObservedSeries]
  /// Remarks on the input that the report repeats, for example accounts below 1 at the start.
  public var warnings: [String]

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
