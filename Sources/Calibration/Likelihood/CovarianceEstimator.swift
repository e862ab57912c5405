import LinearAlgebra

/// Where the standard errors of a maximum likelihood fit come from.
package enum CovarianceEstimator: String, Sendable, Hashable, CaseIterable {
  /// H⁻¹, H the negative Hessian of the log-likelihood: right if the model is.
  case observedInformation
  /// B⁻¹, B the sum of the outer products of the scores: right if the model is.
  case outerProduct
  /// H⁻¹ B H⁻¹: right for consistent estimates also under a wrong law of the innovations.
  ///
  /// Reference: Bollerslev and Wooldridge (1992), doi:10.1080/07474939208800229.
  case sandwich

  /// Covariance of the free numbers at a maximum.
  ///
  /// - Parameter outerProduct: B, asked for only if it is needed.
  /// - Throws: `notIdentified` if B is needed and singular.
  func covariance(
    _ maximum: Maximum, outerProduct: () -> Matrix
  ) throws(CalibrationError) -> Matrix {
    switch self {
    case .observedInformation: return Self.inverse(maximum.information)
    case .sandwich:
      let inverse = Self.inverse(maximum.information)
      return inverse * outerProduct() * inverse
    case .outerProduct:
      let eigen: SymmetricEigen
      do {
        eigen = try SymmetricEigen(of: outerProduct())
      } catch {
        throw .notIdentified(smallestEigenvalue: 0)
      }
      guard eigen.values[0] > 1e-12 * eigen.values[eigen.values.count - 1] else {
        throw .notIdentified(smallestEigenvalue: eigen.values[0])
      }
      return Self.inverse(eigen)
    }
  }

  /// V diag(1/λ) Vᵀ.
  private static func inverse(_ eigen: SymmetricEigen) -> Matrix {
    eigen.vectors * Matrix.diagonal(eigen.values.map { 1 / $0 }) * eigen.vectors.transposed
  }
}
