import Calibration
import Paths

/// What `diagnostics.json` and `calibration.html` tell.
package struct CalibrationReport: Sendable {
  /// A file that was read.
  package struct Source: Sendable, Hashable {
    /// What it is to the calibration, for example `mapping`.
    let role: String
    /// From the folder of the market document.
    let path: String
    /// 64 hexadecimal digits in lower case.
    let sha256: String

    /// - Parameter path: From the folder of the market document.
    package init(role: String, path: String, sha256: String) {
      self.role = role
      self.path = path
      self.sha256 = sha256
    }
  }

  /// Version of the engine.
  let version: String
  /// The market's date, ISO.
  let asOf: String
  /// Every factor's fit or refusal, and their dependence.
  let result: MarketCalibration
  /// What the documents, the fits and the writer warn of, in sentences, the gravest first.
  let remarks: [String]
  /// Factors of the market document.
  let factorCount: Int
  /// Parameters that history has not decided, by factor.
  let priors: [(factor: String, parameters: [String])]
  /// Correlations that history has not decided.
  let priorCorrelations: [(first: String, second: String, value: Double)]
  /// What was done to make the correlations a correlation matrix; `nil` if they were one.
  let correlationRepair: CorrelationRepair?
  /// Files that were read, the mapping document among them.
  let sources: [Source]

  /// - Parameters:
  ///   - asOf: The market's date, ISO; no history after it was read.
  ///   - remarks: Warnings but those of residuals, the gravest first.
  ///   - priors: Parameters that history has not decided, by factor.
  ///   - correlationRepair: `nil` if the correlations were a correlation matrix.
  package init(
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
