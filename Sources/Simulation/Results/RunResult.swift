public import RiskMeasures

/// VaR and ES of one quantity at one level.
public struct TailFigures: Sendable {
  /// 0.99, not 0.01.
  public let level: Double
  /// L_(⌈n α⌉) with its order-statistic interval.
  public let valueAtRisk: Estimate
  /// Exact average of the quantiles above the level, with its asymptotic interval.
  public let expectedShortfall: Estimate

  public init(level: Double, valueAtRisk: Estimate, expectedShortfall: Estimate) {
    self.level = level
    self.valueAtRisk = valueAtRisk
    self.expectedShortfall = expectedShortfall
  }
}

/// One quantity of one subject over all paths, in the numeraire; losses are positive.
public struct QuantityFigures: Sendable {
  public let quantity: LossQuantity
  public let mean: Estimate
  /// Over the paths, in the numeraire.
  public let standardDeviation: Double
  /// Least value on any path, in the numeraire; a negative loss is a gain.
  public let minimum: Double
  /// Largest value on any path, in the numeraire.
  public let maximum: Double
  /// P(quantity > 0).
  public let probabilityPositive: ProbabilityEstimate
  /// By ascending level; empty where the run document asks for none.
  public let tails: [TailFigures]
  /// `nil` for accounts.
  public let histogram: LossHistogram?
  /// The exact curve of the kept tail, ascending by loss, with every VaR of `tails`; empty for accounts.
  public var exceedances: [Exceedance] = []

  public init(
    quantity: LossQuantity, mean: Estimate, standardDeviation: Double, minimum: Double,
    maximum: Double, probabilityPositive: ProbabilityEstimate, tails: [TailFigures],
    histogram: LossHistogram?
  ) {
    self.quantity = quantity
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.minimum = minimum
    self.maximum = maximum
    self.probabilityPositive = probabilityPositive
    self.tails = tails
    self.histogram = histogram
  }
}

/// The distribution of a loss in equal bins, with everything outside them counted.
public struct LossHistogram: Sendable {
  /// Lower edge of the first bin, in the numeraire.
  public let lowerEdge: Double
  /// Width of every bin, in the numeraire; 0 if all losses are equal.
  public let binWidth: Double
  /// Paths by bin.
  public let counts: [Int]
  /// Paths below the first bin.
  public let below: Int
  /// Paths above the last bin.
  public let above: Int

  public init(lowerEdge: Double, binWidth: Double, counts: [Int], below: Int, above: Int) {
    self.lowerEdge = lowerEdge
    self.binWidth = binWidth
    self.counts = counts
    self.below = below
    self.above = above
  }
}

/// What the report says of the total, of a book or of an account.
public struct SubjectResult: Sendable {
  public enum Kind: String, Sendable { case total, book, account }

  /// What a total of both kinds of books has at stake, at market prices of time 0, in the numeraire.
  public struct DeskExposure: Sendable, Hashable {
    /// Σ max(0, collateral − debt) of the accounts of own books.
    public let ownEquity: Double
    /// Debt of the accounts of lent books.
    public let lentDebt: Double

    public init(ownEquity: Double, lentDebt: Double) {
      self.ownEquity = ownEquity
      self.lentDebt = lentDebt
    }
  }

  public let kind: Kind
  /// `total`, or the name of the book or account.
  public let name: String
  /// The book of an account; `nil` otherwise.
  public let book: String?
  /// Whose loss the subject is looked at by.
  public let view: SubjectView
  /// At market prices of time 0, in the numeraire; of the total for the books that it adds.
  public let collateralValue: Double
  /// At market prices of time 0, in the numeraire.
  public let debtValue: Double
  /// Largest possible loss of the view: equity for a borrower's view, debt for a lender's, both for the
  /// desk's. Divisor of percentages.
  public let exposure: Double
  /// The parts of the exposure of a total in the desk's view; `nil` otherwise.
  public let deskExposure: DeskExposure?
  /// At oracle prices of time 0; infinity without debt. The lowest of the accounts for books and the total.
  public let healthFactor: Double
  /// Fraction by which all collateral may fall together until HF = 1: 1 − 1/HF; 1 without debt, `nil`
  /// if nothing counts as collateral.
  public let distanceToLiquidation: Double?
  /// Empty for accounts of a run that counts their liquidations alone.
  public let quantities: [QuantityFigures]
  /// P(liquidated at least once up to the horizon); for books and the total P(any account is).
  public let liquidation: ProbabilityEstimate
  /// The same with its exact 95 % interval.
  public let liquidationInterval: Estimate
  /// Number of paths first liquidated at the end of step k + 1; empty for accounts of a run that counts
  /// their liquidations alone.
  public let firstLiquidations: [Int]

  public init(
    kind: Kind, name: String, book: String?, view: SubjectView, collateralValue: Double,
    debtValue: Double, exposure: Double, deskExposure: DeskExposure? = nil, healthFactor: Double,
    distanceToLiquidation: Double?, quantities: [QuantityFigures],
    liquidation: ProbabilityEstimate, firstLiquidations: [Int]
  ) {
    precondition(
      (view == .desk) == (deskExposure != nil), "a total in the desk's view has both exposures")
    self.kind = kind
    self.name = name
    self.book = book
    self.view = view
    self.collateralValue = collateralValue
    self.debtValue = debtValue
    self.exposure = deskExposure.map { $0.ownEquity + $0.lentDebt } ?? exposure
    self.deskExposure = deskExposure
    self.healthFactor = healthFactor
    self.distanceToLiquidation = distanceToLiquidation
    self.quantities = quantities
    self.liquidation = liquidation
    liquidationInterval = liquidation.clopperPearson()
    self.firstLiquidations = firstLiquidations
  }

  /// What a quantity is a share of: the equity for a loss of equity, the debt for bad debt and what is
  /// liquidated, equity and debt for a desk loss; each of the books that the quantity adds up.
  public func exposure(of quantity: LossQuantity) -> Double {
    switch quantity {
    case .equityLoss:
      deskExposure?.ownEquity
        ?? (view == .borrower ? exposure : max(0, collateralValue - debtValue))
    case .badDebt: deskExposure?.lentDebt ?? debtValue
    case .liquidated: debtValue
    case .deskLoss: exposure
    }
  }

  /// The figures of one quantity.
  ///
  /// - Precondition: The subject's losses are measured: books and the total always are.
  public subscript(quantity: LossQuantity) -> QuantityFigures {
    guard let found = figures(of: quantity) else {
      preconditionFailure("losses of the subject are measured")
    }
    return found
  }

  /// The figures of one quantity; `nil` for accounts of a run that counts their liquidations alone.
  public func figures(of quantity: LossQuantity) -> QuantityFigures? {
    quantities.first { $0.quantity == quantity }
  }
}

/// Euler contributions to the ES of one book or of the total; they add up to it.
public struct ContributionResult: Sendable {
  /// One account or one leg of an expected shortfall.
  public struct Part: Sendable {
    /// Account id, token symbol with side (`wstETH collateral`), or `limited recourse`.
    public let name: String
    /// In the numeraire.
    public let contribution: Estimate

    public init(name: String, contribution: Estimate) {
      self.name = name
      self.contribution = contribution
    }
  }
  /// `total` or the book's name.
  public private(set) var subject: String
  public let quantity: LossQuantity
  public let level: Double
  /// What the parts add up to, in the numeraire.
  public let expectedShortfall: Double
  /// Paths in the tail that the averages are over.
  public let tailPaths: Int
  /// Descending by contribution.
  public let accounts: [Part]
  /// By token and side, with `limited recourse`; descending by contribution.
  public let tokens: [Part]

  public init(
    subject: String, quantity: LossQuantity, level: Double, expectedShortfall: Double,
    tailPaths: Int, accounts: [Part], tokens: [Part]
  ) {
    self.subject = subject
    self.quantity = quantity
    self.level = level
    self.expectedShortfall = expectedShortfall
    self.tailPaths = tailPaths
    self.accounts = accounts
    self.tokens = tokens
  }

  /// The same contributions of another subject with the same losses.
  func renamed(_ subject: String) -> ContributionResult {
    var copy = self
    copy.subject = subject
    return copy
  }
}

/// Quantiles by day of one observed series.
public struct SeriesQuantiles: Sendable {
  public let series: ObservedSeries
  /// Days from the valuation date, 0 first.
  public let days: [Double]
  /// For example 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99.
  public let probabilities: [Double]
  /// `[days][probabilities]`.
  public let values: [[Double]]
  /// Paths behind the quantiles: the first so many of the run.
  public let paths: Int

  public init(
    series: ObservedSeries, days: [Double], probabilities: [Double], values: [[Double]],
    paths: Int
  ) {
    self.series = series
    self.days = days
    self.probabilities = probabilities
    self.values = values
    self.paths = paths
  }
}

/// The total's figures over the first so many paths.
public struct ConvergencePoint: Sendable {
  public let paths: Int
  public let tails: [TailFigures]

  public init(paths: Int, tails: [TailFigures]) {
    self.paths = paths
    self.tails = tails
  }
}

/// How a limit stands.
public struct LimitVerdict: Sendable {
  /// From harmless to grave.
  public enum Status: String, Sendable, Comparable {
    case passed, warning, hard
    public static func < (a: Status, b: Status) -> Bool { a.rank < b.rank }
    private var rank: Int {
      switch self {
      case .passed: 0
      case .warning: 1
      case .hard: 2
      }
    }
  }
  public let limit: Limit
  /// The figure that was compared, in the limit's unit.
  public let value: Double
  public let status: Status

  public init(limit: Limit, value: Double, status: Status) {
    self.limit = limit
    self.value = value
    self.status = status
  }
}

/// Everything that a run found. A pure function of the plan.
public struct RunResult: Sendable {
  public let plan: RunPlan
  /// Total first, then the books, then the accounts, in the order of the documents.
  public let subjects: [SubjectResult]
  /// Of both losses of the total and of every book whose tail has one.
  public let contributions: [ContributionResult]
  public let series: [SeriesQuantiles]
  /// Of the total's loss in the total's view, by ascending number of paths.
  public let convergence: [ConvergencePoint]
  /// In the order of the run document.
  public let limits: [LimitVerdict]
  /// The paths on which the total lost most in its view, worst first; at most 1,000.
  public let worstPaths: [TailPath]
  /// Accounts that `monitoring: bridge` corrects; 0 with `steps`.
  public let bridgedAccounts: Int
  /// What the errors of the parameters add; `nil` if the plan draws none.
  public var uncertainty: UncertaintyResult?

  public init(
    plan: RunPlan, subjects: [SubjectResult], contributions: [ContributionResult],
    series: [SeriesQuantiles], convergence: [ConvergencePoint], limits: [LimitVerdict],
    worstPaths: [TailPath], bridgedAccounts: Int
  ) {
    self.plan = plan
    self.subjects = subjects
    self.contributions = contributions
    self.series = series
    self.convergence = convergence
    self.limits = limits
    self.worstPaths = worstPaths
    self.bridgedAccounts = bridgedAccounts
  }

  /// What `RunPlan.portfolio.total` adds up.
  public var total: SubjectResult { subjects[0] }
  /// In the order of the run document.
  public var books: [SubjectResult] { Array(subjects.dropFirst().prefix { $0.kind == .book }) }
  /// In the order of the portfolio.
  public var accounts: [SubjectResult] {
    Array(subjects.dropFirst().drop { $0.kind == .book })
  }
}
