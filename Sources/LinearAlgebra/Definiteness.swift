/// What a square matrix is good for as a covariance or correlation matrix.
public enum Definiteness: Sendable, Hashable {
  /// Elements (row, column) and (column, row) differ; counted from 0.
  case notSymmetric(row: Int, column: Int)
  /// Every eigenvalue exceeds 1e-12: `Cholesky` factors it.
  case positiveDefinite(smallestEigenvalue: Double)
  /// The smallest eigenvalue is 0 to 1e-12: `PivotedCholesky` factors it.
  case semidefinite(smallestEigenvalue: Double)
  /// An eigenvalue lies below −1e-12: refuse, or repair with `NearestCorrelation`.
  case indefinite(smallestEigenvalue: Double)

  /// Classifies a square, finite matrix of order-1 scale, such as a correlation matrix.
  ///
  /// - Throws: `LapackFailure` if the eigenvalues cannot be found.
  public init(of matrix: Matrix) throws(LapackFailure) {
    if let (row, column) = matrix.firstAsymmetry {
      self = .notSymmetric(row: row, column: column)
      return
    }
    let smallest = try SymmetricEigen(of: matrix).values[0]
    self =
      smallest > 1e-12
      ? .positiveDefinite(smallestEigenvalue: smallest)
      : smallest >= -1e-12
        ? .semidefinite(smallestEigenvalue: smallest) : .indefinite(smallestEigenvalue: smallest)
  }

  /// The verdict in one word, as reports and tables write it.
  public var name: String {
    switch self {
    case .notSymmetric: "not_symmetric"
    case .positiveDefinite: "positive_definite"
    case .semidefinite: "semidefinite"
    case .indefinite: "indefinite"
    }
  }

  /// The smallest eigenvalue; `nil` if the matrix is not symmetric.
  public var smallestEigenvalue: Double? {
    switch self {
    case .notSymmetric: nil
    case .positiveDefinite(let value), .semidefinite(let value), .indefinite(let value): value
    }
  }
}
