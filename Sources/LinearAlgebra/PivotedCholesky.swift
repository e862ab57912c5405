import COpenBLAS

/// A factor of a positive semidefinite matrix: A = L Lᵀ, with its rank.
///
/// The factor of the permuted matrix is lower triangular; this one has its rows back in the order
/// of A and is not. Columns from `rank` on are zero, so shocks correlated by it are exact although
/// A is singular. The corresponding LAPACK routine is `dpstrf`.
public struct PivotedCholesky: Sendable {
  /// L. Shape `[n × n]`.
  public let factor: Matrix
  /// Number of columns that are not zero.
  public let rank: Int

  /// Why there is no such factor.
  public enum Failure: Error, Sendable, Hashable {
    /// L Lᵀ misses the matrix by this Frobenius distance: it has a negative eigenvalue.
    case indefinite(distance: Double)
  }

  /// - Parameter matrix: Square, symmetric and finite; its lower triangle is read. Pivots below
  ///   n × 2.2e-16 times the largest diagonal element count as zero.
  /// - Throws: `Failure.indefinite` if L Lᵀ differs from the matrix by more than 1e-10 of the
  ///   larger of 1 and its norm.
  public init(of matrix: Matrix) throws(Failure) {
    precondition(matrix.isSquare && matrix.rowCount > 0, "a Cholesky factor needs a square matrix")
    let n = matrix.rowCount
    var l = matrix
    var pivots = [Int32](repeating: 0, count: n)
    var found: Int32 = 0
    let info = LAPACKE_dpstrf(
      LAPACK_ROW_MAJOR, letter("L"), Int32(n), &l.elements, Int32(n), &pivots, &found, -1)
    precondition(info >= 0, "dpstrf: argument \(-info) is illegal, or the matrix holds a NaN")
    let rank = Int(found)
    var permuted = Matrix(rows: n, columns: n)
    for i in 0..<n {
      let row = Int(pivots[i]) - 1
      for j in 0..<min(i + 1, rank) { permuted[row, j] = l[i, j] }
    }
    let distance = (permuted * permuted.transposed).frobeniusDistance(to: matrix)
    let size = matrix.frobeniusDistance(to: Matrix(rows: n, columns: n))
    if distance > 1e-10 * max(1, size) { throw .indefinite(distance: distance) }
    factor = permuted
    self.rank = rank
  }
}
