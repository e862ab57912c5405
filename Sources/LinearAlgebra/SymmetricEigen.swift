import COpenBLAS

/// Eigenvalues and orthonormal eigenvectors of a symmetric matrix, A = V diag(λ) Vᵀ.
///
/// Absolute error of the eigenvalues about 1e-15 times the norm of A.
/// The corresponding LAPACK routine is `dsyevr`.
public struct SymmetricEigen: Sendable {
  /// λ, ascending.
  public let values: [Double]
  /// V; column k belongs to `values[k]`.
  public let vectors: Matrix

  /// - Parameter matrix: Square, finite, at least 1 × 1; its lower triangle is read.
  /// - Throws: `LapackFailure` if the iteration fails, which no finite matrix is known to cause.
  public init(of matrix: Matrix) throws(LapackFailure) {
    precondition(matrix.isSquare && matrix.rowCount > 0, "eigenvalues need a square matrix")
    let n = matrix.rowCount
    var a = matrix.elements
    var w = [Double](repeating: 0, count: n)
    var z = Matrix(rows: n, columns: n)
    var found: Int32 = 0
    var support = [Int32](repeating: 0, count: 2 * n)
    let size = Int32(n)
    let info = LAPACKE_dsyevr(
      LAPACK_ROW_MAJOR, letter("V"), letter("A"), letter("L"), size, &a, size, 0, 0, 0, 0, 0,
      &found, &w, &z.elements, size, &support)
    try checkInfo(info, "dsyevr")
    values = w
    vectors = z
  }
}

/// A LAPACK routine gave up on a matrix.
public struct LapackFailure: Error, Sendable, Hashable {
  /// The routine's name.
  public let routine: String
  /// Its positive return code.
  public let info: Int
}

/// A negative code means that this module passed a wrong argument, or a matrix with a NaN.
func checkInfo(_ info: Int32, _ routine: String) throws(LapackFailure) {
  precondition(info >= 0, "\(routine): argument \(-info) is illegal, or the matrix holds a NaN")
  if info > 0 { throw LapackFailure(routine: routine, info: Int(info)) }
}

/// A LAPACK option letter.
func letter(_ character: Unicode.Scalar) -> CChar { CChar(UInt8(ascii: character)) }
