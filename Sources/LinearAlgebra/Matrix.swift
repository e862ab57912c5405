import COpenBLAS

/// A dense matrix of doubles, row by row.
public struct Matrix: Sendable, Hashable {
  /// Number of rows; may be 0.
  public let rowCount: Int
  /// Number of columns; may be 0.
  public let columnCount: Int
  /// The elements, row-major: element (i, j) at i × columnCount + j.
  public internal(set) var elements: [Double]

  /// A matrix of zeros. Shape `[rows × columns]`.
  public init(rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative number of rows or columns")
    rowCount = rows
    columnCount = columns
    elements = [Double](repeating: 0, count: rows * columns)
  }

  /// - Precondition: Every row has the same length.
  public init(_ rows: [[Double]]) {
    rowCount = rows.count
    columnCount = rows.first?.count ?? 0
    let width = columnCount
    precondition(rows.allSatisfy { $0.count == width }, "the rows of a matrix are equally long")
    elements = rows.flatMap { $0 }
  }

  /// The identity of size `n`.
  public static func identity(_ n: Int) -> Matrix {
    var result = Matrix(rows: n, columns: n)
    for i in 0..<n { result[i, i] = 1 }
    return result
  }

  /// A matrix with these values on the diagonal and zeros elsewhere.
  public static func diagonal(_ values: [Double]) -> Matrix {
    var result = Matrix(rows: values.count, columns: values.count)
    for i in values.indices { result[i, i] = values[i] }
    return result
  }

  /// Element (row i, column j), counted from 0.
  public subscript(i: Int, j: Int) -> Double {
    get {
      precondition(i >= 0 && i < rowCount && j >= 0 && j < columnCount, "no such element")
      return elements[i * columnCount + j]
    }
    set {
      precondition(i >= 0 && i < rowCount && j >= 0 && j < columnCount, "no such element")
      elements[i * columnCount + j] = newValue
    }
  }

  /// Whether there are as many rows as columns.
  public var isSquare: Bool { rowCount == columnCount }

  /// Whether everything above the diagonal is 0.
  public var isLowerTriangular: Bool {
    for i in 0..<rowCount {
      for j in i + 1..<max(i + 1, columnCount) where self[i, j] != 0 { return false }
    }
    return true
  }

  /// The matrix with rows and columns exchanged.
  public var transposed: Matrix {
    var result = Matrix(rows: columnCount, columns: rowCount)
    for i in 0..<rowCount {
      for j in 0..<columnCount { result[j, i] = self[i, j] }
    }
    return result
  }
}

extension Matrix {
  /// The matrix product. The corresponding BLAS routine is `dgemm`.
  ///
  /// - Precondition: The columns of `a` are as many as the rows of `b`.
  public static func * (a: Matrix, b: Matrix) -> Matrix {
    precondition(a.columnCount == b.rowCount, "the shapes of a product must fit")
    var result = Matrix(rows: a.rowCount, columns: b.columnCount)
    if result.elements.isEmpty || a.columnCount == 0 { return result }
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(a.rowCount), Int32(b.columnCount),
      Int32(a.columnCount), 1, a.elements, Int32(a.columnCount), b.elements,
      Int32(b.columnCount), 0, &result.elements, Int32(b.columnCount))
    return result
  }

  /// The matrix times a column vector.
  public static func * (a: Matrix, x: [Double]) -> [Double] {
    precondition(a.columnCount == x.count, "the shapes of a product must fit")
    return (0..<a.rowCount).map { i in
      var sum = 0.0
      for j in x.indices { sum += a[i, j] * x[j] }
      return sum
    }
  }

  /// Frobenius norm of the difference: √ Σ (a_ij − b_ij)².
  public func frobeniusDistance(to other: Matrix) -> Double {
    precondition(
      rowCount == other.rowCount && columnCount == other.columnCount, "the shapes must be equal")
    var scale = 0.0
    for i in elements.indices { scale = max(scale, abs(elements[i] - other.elements[i])) }
    if scale == 0 { return 0 }
    var sum = 0.0
    for i in elements.indices {
      let d = (elements[i] - other.elements[i]) / scale
      sum += d * d
    }
    return scale * sum.squareRoot()
  }

  /// The first pair i > j whose elements differ by more than 1e-12 of the larger of 1 and their
  /// size; `nil` if the matrix is symmetric.
  ///
  /// - Precondition: The matrix is square.
  public var firstAsymmetry: (row: Int, column: Int)? {
    precondition(isSquare, "only a square matrix can be symmetric")
    for i in 0..<rowCount {
      for j in 0..<i where abs(self[i, j] - self[j, i]) > 1e-12 * max(1, abs(self[i, j])) {
        return (i, j)
      }
    }
    return nil
  }

  /// The first index whose diagonal element differs from 1 by more than 1e-12; `nil` if none does.
  public var firstNonUnitDiagonal: Int? {
    (0..<min(rowCount, columnCount)).first { abs(self[$0, $0] - 1) > 1e-12 }
  }
}
