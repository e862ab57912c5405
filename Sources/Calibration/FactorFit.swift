/// What history says of one factor.
public struct FactorFit: Sendable {
  public let plan: FactorCalibration
  /// The fit, or why there is none: the factor then keeps the values that were started from.
  public let outcome: Result<ProcessFit, CalibrationError>
  /// The interval that each residual is of, in days since 1970-01-01 00:00 UTC.
  public let residualStarts: [Double]
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

  /// What a reader of the market should know, in sentences without a full stop.
  public var warnings: [String] {
    switch outcome {
    case .failure(let error):
      return ["no estimate: \(error); the values that were started from stay, as priors"]
    case .success(let fit):
      // Moves of the price are told with their lines where the table is read.
      let isMove = { (warning: FitWarning) in
        if case .extremeReturns = warning { true } else { false }
      }
      var words = fit.warnings.filter { plan.series.lines.isEmpty || !isMove($0) }
        .map(\.description)
      if droppedReturns > 0 {
        words.append("\(droppedReturns) returns over gaps were left out")
      }
      return words + SlowReversion.warnings(fit, plan.series)
    }
  }
}
