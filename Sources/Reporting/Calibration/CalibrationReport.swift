public import Calibration
public import Simulation

/// What `diagnostics.json` and `calibration.html` tell.
public struct CalibrationReport: Sendable {
  /// A file that was read.
  public struct Source: Sendable, Hashable {
    public let role: String
    /// From the folder of the market document.
    public let path: String
    public let sha256: String

    public init(role: String, path: String, sha256: String) {
      self.role = role
      self.path = path
      self.sha256 = sha256
    }
  }

  public let version: String
  /// The market's date, ISO.
  public let asOf: String
  public let result: MarketCalibration
  /// What the documents, the fits and the writer warn of, in sentences, the gravest first.
  public let remarks: [String]
  /// Factors of the market document.
  public let factorCount: Int
  /// Parameters that history has not decided, by factor.
  public let priors: [(factor: String, parameters: [String])]
  /// Correlations that history has not decided.
  public let priorCorrelations: [(first: String, second: String, value: Double)]
  /// What was done to make the correlations a correlation matrix; `nil` if they were one.
  public let correlationRepair: CorrelationRepair?
  public let sources: [Source]

  public init(
    version: String, asOf: String, result: MarketCalibration, remarks: [String], factorCount: Int,
    priors: [(factor: String, parameters: [String])],
    priorCorrelations: [(first: String, second: String, value: Double)],
    correlationRepair: CorrelationRepair?, sources: [Source]
  ) {
    self.version = version
    self.asOf = asOf
    self.result = result
    self.remarks = remarks
    self.factorCount = factorCount
    self.priors = priors
    self.priorCorrelations = priorCorrelations
    self.correlationRepair = correlationRepair
    self.sources = sources
  }

  /// Everything to be warned of: the tests of residuals last.
  var warnings: [String] { remarks + result.factors.flatMap(diagnosticWarnings) }

  /// Factors whose numbers history gave, all or some of them.
  var estimatedCount: Int { result.factors.count { $0.fit != nil } }

  /// Those of them that keep a prior among their numbers.
  var partlyEstimatedCount: Int {
    result.factors.count { found in
      found.fit != nil && priors.contains { $0.factor == found.plan.factor }
    }
  }

  /// Factors that have every number of the document that was started from.
  var keptCount: Int { factorCount - estimatedCount }

  /// Those of them that were to be estimated.
  var refused: [String] { result.factors.filter { $0.fit == nil }.map(\.plan.factor) }

  /// Sizes of tests of residuals: a p-value below this is told.
  static let smallProbability = 0.01

  private func diagnosticWarnings(_ factor: FactorFit) -> [String] {
    guard let fit = factor.fit, let checks = ResidualDiagnostics(fit) else { return [] }
    let found = [
      (checks.returnsTest.pValue, "residuals are autocorrelated (Ljung-Box)"),
      (checks.squaresTest.pValue, "squared residuals are autocorrelated: volatility clusters"),
      (checks.lawTest.pValue, "residuals do not follow the fitted law (Jarque-Bera)"),
    ].filter { $0.0 < Self.smallProbability }
    return found.map { p, words in
      let value = p < 1e-4 ? "p < 0.0001" : "p = \(NumberText.significant(p, digits: 2))"
      return "\(factor.plan.factor): \(words), \(value)"
    }
  }
}
