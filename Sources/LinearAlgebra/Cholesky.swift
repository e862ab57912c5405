import COpenBLAS
import Glibc

/// A symmetric matrix has no Cholesky factor.
public struct NotPositiveDefinite: Error, Sendable, Hashable {
  /// Order of the first leading minor that is not positive, 1-based: row and column of the culprit.
  public let leadingMinor: Int

  /// As LAPACK tells it in `info`.
  public init(leadingMinor: Int) { self.leadingMinor = leadingMinor }
}

extension NotPositiveDefinite: CustomStringConvertible {
  /// One sentence without a full stop.
  public var description: String {
    "the matrix is not positive definite: its leading minor of order \(leadingMinor) is not positive"
  }
}

/// The Cholesky factor of a positive definite matrix: A = L Lᵀ, L lower triangular.
///
/// The corresponding LAPACK routine is `dpotrf`.
public struct Cholesky: Sendable {
  /// L, with a positive diagonal and zeros above it.
  public let factor: Matrix

  /// - Parameter matrix: Square and finite; its lower triangle is read.
  /// - Throws: `NotPositiveDefinite` with the order of the first leading minor that fails.
  public init(of matrix: Matrix) throws(NotPositiveDefinite) {
    precondition(matrix.isSquare && matrix.rowCount > 0, "a Cholesky factor needs a square matrix")
    let n = matrix.rowCount
    var l = matrix
    let info = LAPACKE_dpotrf(LAPACK_ROW_MAJOR, letter("L"), Int32(n), &l.elements, Int32(n))
    precondition(info >= 0, "dpotrf: argument \(-info) is illegal, or the matrix holds a NaN")
    if info > 0 { throw NotPositiveDefinite(leadingMinor: Int(info)) }
    for i in 0..<n {
      for j in (i + 1)..<max(i + 1, n) { l[i, j] = 0 }
    }
    factor = l
  }

  /// ln det A = 2 Σ ln L_ii.
  public var logDeterminant: Double {
    var sum = 0.0
    for i in 0..<factor.rowCount { sum += log(factor[i, i]) }
    return 2 * sum
  }
}
