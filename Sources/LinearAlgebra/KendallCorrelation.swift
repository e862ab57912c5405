/// The correlation matrix of an elliptical copula from Kendall's τ, pair by pair.
///
///     ρ = sin(π τ / 2)
///
/// Needs neither moments nor the marginal laws, so it serves heavy-tailed returns under a Gaussian or
/// a Student t copula. The pairs together may make no correlation matrix; it is then replaced by the
/// nearest one, and `nearest.distance` tells by how much.
///
/// References: Lindskog, McNeil and Schmock (2003), doi:10.1007/978-3-642-59365-9_8; repair:
/// Higham (2002), doi:10.1093/imanum/22.3.329.
public struct KendallCorrelation: Sendable {
  /// ρ pair by pair; symmetric, unit diagonal. Shape `[variables × variables]`.
  public let pairwise: Matrix
  /// Standard error of each ρ, 0 on the diagonal; of independent observations.
  public let standardErrors: Matrix
  /// The nearest correlation matrix, its distance from `pairwise`, and the work it took.
  public let nearest: NearestCorrelation

  /// - Throws: `NearestCorrelation.Failure` if the repair does not converge.
  /// - Complexity: O(p² n log n).
  public init(of observations: Observations) throws(NearestCorrelation.Failure) {
    let p = observations.variableCount
    let columns = (0..<p).map(observations.column)
    var rho = Matrix.identity(p)
    var errors = Matrix(rows: p, columns: p)
    for i in 0..<p {
      for j in 0..<i {
        let tau = KendallTau(columns[i], columns[j])
        (rho[i, j], rho[j, i]) = (tau.ellipticalCorrelation, tau.ellipticalCorrelation)
        errors[i, j] = tau.ellipticalCorrelationError
        errors[j, i] = errors[i, j]
      }
    }
    pairwise = rho
    standardErrors = errors
    nearest = try NearestCorrelation(of: rho)
  }
}
