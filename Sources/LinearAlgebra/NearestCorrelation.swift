/// The correlation matrix that is nearest to a symmetric matrix in the Frobenius norm.
///
/// Alternating projections onto the semidefinite matrices and onto those with a unit diagonal,
/// with Dykstra's correction: Higham (2002), doi:10.1093/imanum/22.3.329. Entries to 1e-9.
public struct NearestCorrelation: Sendable {
  /// Symmetric, unit diagonal exactly, smallest eigenvalue at least −1e-12.
  public let matrix: Matrix
  /// Frobenius distance from the matrix that was given.
  public let distance: Double
  /// Projections done; 0 if the given matrix was a correlation matrix already.
  public let iterations: Int

  /// Why no matrix was found.
  public enum Failure: Error, Sendable, Hashable {
    /// The largest change of an element in the last iteration.
    case notConverged(iterations: Int, residual: Double)
    case eigenvalues(LapackFailure)
  }

  /// - Parameters:
  ///   - given: Square, symmetric and finite.
  ///   - iterationLimit: Projections before giving up; convergence is linear.
  public init(of given: Matrix, iterationLimit: Int = 20_000) throws(Failure) {
    precondition(given.isSquare && given.rowCount > 0, "a correlation matrix is square")
    precondition(given.firstAsymmetry == nil, "a correlation matrix is symmetric")
    if given.firstNonUnitDiagonal == nil, try Self.eigen(given).values[0] >= -1e-12 {
      matrix = Self.withUnitDiagonal(given)
      distance = matrix.frobeniusDistance(to: given)
      iterations = 0
      return
    }
    let n = given.rowCount
    var y = given
    var correction = Matrix(rows: n, columns: n)
    var iteration = 0
    var change = Double.infinity
    while change > 1e-12 {
      if iteration == iterationLimit {
        throw .notConverged(iterations: iteration, residual: change)
      }
      iteration += 1
      var shifted = y
      for i in shifted.elements.indices { shifted.elements[i] -= correction.elements[i] }
      let x = try Self.semidefinitePart(shifted)
      change = 0
      for i in 0..<n {
        for j in 0..<n {
          correction[i, j] = x[i, j] - shifted[i, j]
          let next = i == j ? 1 : x[i, j]
          change = max(change, abs(next - y[i, j]), i == j ? abs(x[i, i] - 1) : 0)
          y[i, j] = next
        }
      }
    }
    matrix = Self.withUnitDiagonal(try Self.semidefinitePart(y))
    distance = matrix.frobeniusDistance(to: given)
    iterations = iteration
  }

  private static func eigen(_ matrix: Matrix) throws(Failure) -> SymmetricEigen {
    do { return try SymmetricEigen(of: matrix) } catch { throw .eigenvalues(error) }
  }

  /// V max(λ, 0) Vᵀ: the nearest semidefinite matrix.
  private static func semidefinitePart(_ matrix: Matrix) throws(Failure) -> Matrix {
    let spectrum = try eigen(matrix)
    var scaled = spectrum.vectors
    for j in 0..<matrix.rowCount {
      let root = max(spectrum.values[j], 0).squareRoot()
      for i in 0..<matrix.rowCount { scaled[i, j] *= root }
    }
    return scaled * scaled.transposed
  }

  /// D A D with D = diag(A)^(−½), which keeps the signs of the eigenvalues; symmetric to the bit.
  private static func withUnitDiagonal(_ matrix: Matrix) -> Matrix {
    var result = matrix
    for i in 0..<matrix.rowCount {
      result[i, i] = 1
      for j in 0..<i {
        let value =
          0.5 * (matrix[i, j] + matrix[j, i]) / (matrix[i, i] * matrix[j, j]).squareRoot()
        result[i, j] = max(-1, min(1, value))
        result[j, i] = result[i, j]
      }
    }
    return result
  }
}
