public import Calibration

/// What `diagnostics.json` and `calibration.html` tell.
public struct CalibrationReport: Sendable {
  /// A file that was read.
  public struct Source: Sendable, Hashable {
    public let role: String
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
  /// Remarks of the documents and of the writer, in sentences.
  public let remarks: [String]
  /// Parameters that history has not decided, by factor.
  public let priors: [(factor: String, parameters: [String])]
  /// Frobenius distance that the correlation matrix was moved.
  public let correlationMoved: Double
  public let sources: [Source]

  public init(
    version: String, asOf: String, result: MarketCalibration, remarks: [String],
    priors: [(factor: String, parameters: [String])], correlationMoved: Double, sources: [Source]
  ) {
    self.version = version
    self.asOf = asOf
    self.result = result
    self.remarks = remarks
    self.priors = priors
    self.correlationMoved = correlationMoved
    self.sources = sources
  }

  /// Everything to be warned of: documents first, then factor by factor.
  var warnings: [String] {
    remarks
      + result.factors.flatMap { factor in
        factor.warnings.map { "\(factor.plan.factor): \($0)" } + diagnosticWarnings(factor)
      }
  }

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
