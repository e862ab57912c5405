import VectorMath

/// What the residuals of a fit say about its model.
///
/// Tests look at the normal scores of the residuals, which are independent standard normals if the
/// model is right; the tests of squares would mean little for t residuals without a fourth moment.
/// The estimated parameters make all p-values a little too large.
public struct ResidualDiagnostics: Sendable {
  /// Small p-values: the mean of the returns moves.
  public let returnsTest: LjungBox
  /// Small p-values: volatility still clusters.
  public let squaresTest: LjungBox
  /// Small p-values: the law of the innovations is another one.
  public let lawTest: JarqueBera
  /// Autocorrelations of the normal scores at lags 1, 2, …
  public let autocorrelations: [Double]
  /// Autocorrelations of their squares.
  public let squaredAutocorrelations: [Double]
  /// Residuals by rank against the fitted law.
  public let quantilePoints: [QuantilePoint]

  /// - Parameter lags: Lags that are tested, fewer than there are observations.
  /// - Returns: `nil` if all residuals are equal.
  public init?(_ fit: ProcessFit, lags: Int = 20) {
    let scores = fit.normalScores
    let squares = scores.map { $0 * $0 }
    guard let returnsTest = LjungBox(scores, lags: lags),
      let squaresTest = LjungBox(squares, lags: lags), let lawTest = JarqueBera(scores),
      let rho = VectorMath.autocorrelations(scores, lags: lags),
      let squaredRho = VectorMath.autocorrelations(squares, lags: lags)
    else { return nil }
    self.returnsTest = returnsTest
    self.squaresTest = squaresTest
    self.lawTest = lawTest
    autocorrelations = rho
    squaredAutocorrelations = squaredRho
    quantilePoints = QuantilePoint.points(fit.residuals, fit.residualLaw.quantile)
  }

  /// Size that an autocorrelation of independent values exceeds in 5 % of series, 1.96 / √n.
  public var autocorrelationBound: Double {
    ParameterEstimate.intervalWidth / Double(quantilePoints.count).squareRoot()
  }
}
