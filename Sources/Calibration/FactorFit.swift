public import Diagnostics

/// What history says of one factor.
public struct FactorFit: Sendable {
  /// What was asked for.
  public let plan: FactorCalibration
  /// The fit, or why there is none: the factor then keeps the values that were started from.
  public let outcome: Result<ProcessFit, CalibrationError>
  /// The start of the interval that each residual is of, in days since 1970-01-01 00:00 UTC.
  public let residualStarts: [Double]
  /// The end of that interval, in the same days.
  public let residualDays: [Double]
  /// Values for the market document, without those that are kept.
  public let processParameters: [String: Double]
  /// Returns over gaps, which were left out.
  public let droppedReturns: Int

  init(
    plan: FactorCalibration, outcome: Result<ProcessFit, CalibrationError>,
    residualStarts: [Double] = [], residualDays: [Double] = [],
    processParameters: [String: Double] = [:],
    droppedReturns: Int = 0
  ) {
    self.plan = plan
    self.outcome = outcome
    self.residualStarts = residualStarts
    self.residualDays = residualDays
    self.processParameters = processParameters.filter { !plan.kept.contains($0.key) }
    self.droppedReturns = droppedReturns
  }

  /// The fit, if there is one.
  public var fit: ProcessFit? {
    switch outcome {
    case .success(let fit): fit
    case .failure: nil
    }
  }

  /// One thing that a reader of the market should know.
  public struct Warning: Sendable, Hashable {
    /// A sentence without a full stop.
    public let text: String
    /// What lies behind it for the figures that rest on the factor; the gravest is told first.
    public let consequence: InputError.Consequence

    /// A warning of one sentence.
    public init(text: String, consequence: InputError.Consequence) {
      self.text = text
      self.consequence = consequence
    }
  }

  /// What a reader of the market should know, the gravest first.
  public var warnings: [Warning] {
    switch outcome {
    case .failure(let error):
      return [
        Warning(
          text: "no estimate: \(error); the values that were started from stay, as priors",
          consequence: .substitution)
      ]
    case .success(let fit):
      var found: [Warning] = []
      if case .level(let estimator) = plan.estimator {
        found = RatioLevel.warnings(fit, plan.series, by: estimator).map {
          Warning(text: $0, consequence: .likelySlip)
        }
      }
      // What is told with lines where the table is read.
      let isTold = { (warning: FitWarning) in
        switch warning {
        case .extremeReturns: true
        case .repeatedPrices: !plan.series.stalePrices.isEmpty
        default: false
        }
      }
      found += fit.warnings.filter { plan.series.lines.isEmpty || !isTold($0) }
        .map { Warning(text: $0.description, consequence: $0.consequence) }
      if droppedReturns > 0 {
        found.append(
          Warning(
            text: "\(droppedReturns) returns over gaps were left out", consequence: .remark))
      }
      found += SlowReversion.warnings(fit, plan.series).map {
        Warning(text: $0, consequence: .remark)
      }
      return found.enumerated().sorted {
        ($0.element.consequence, $0.offset) < ($1.element.consequence, $1.offset)
      }.map(\.element)
    }
  }
}
