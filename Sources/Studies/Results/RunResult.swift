public import Passes
public import RiskMeasures

/// Everything that a run found. A pure function of the plan.
public struct RunResult: Sendable {
  /// What was simulated.
  public let plan: RunPlan
  /// Total first, then the books, then the accounts, in the order of the documents.
  public let subjects: [SubjectResult]
  /// Of both losses of the total and of every book whose tail has one.
  public let contributions: [ContributionResult]
  /// In the order of the plan's `observed`.
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

  /// A result without the errors of parameters, which `uncertainty` adds.
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
