import VectorMath

/// Observations of several variables: one row an observation, one column a variable.
///
/// Finite, at least two rows, no column constant, so that every estimate of dependence exists.
public struct Observations: Sendable, Hashable {
  /// Shape `[observations × variables]`.
  public let matrix: Matrix

  /// Why observations are refused; rows and columns are counted from 0.
  public enum Invalid: Error, Sendable, Hashable {
    case tooFew(rows: Int)
    case notFinite(row: Int, column: Int)
    case constant(column: Int)
  }

  /// - Throws: `Observations.Invalid`.
  /// - Precondition: There is at least one column.
  public init(_ matrix: Matrix) throws(Invalid) {
    precondition(matrix.columnCount > 0, "observations have at least one variable")
    if matrix.rowCount < 2 { throw .tooFew(rows: matrix.rowCount) }
    for (i, value) in matrix.elements.enumerated() where !value.isFinite {
      throw .notFinite(row: i / matrix.columnCount, column: i % matrix.columnCount)
    }
    for j in 0..<matrix.columnCount {
      let isConstant = (1..<matrix.rowCount).allSatisfy { matrix[$0, j] == matrix[0, j] }
      if isConstant { throw .constant(column: j) }
    }
    self.matrix = matrix
  }

  /// - Parameter columns: The variables, equally many observations of each.
  public init(columns: [[Double]]) throws(Invalid) { try self.init(Matrix(columns).transposed) }

  /// Number of observations n.
  public var count: Int { matrix.rowCount }
  /// Number of variables p.
  public var variableCount: Int { matrix.columnCount }

  /// The observations of one variable.
  public func column(_ j: Int) -> [Double] { (0..<count).map { matrix[$0, j] } }

  /// The observations with the mean of each variable taken off.
  var centred: Matrix {
    var result = matrix
    for j in 0..<variableCount {
      let mean = RunningMoments(column(j)).mean
      for i in 0..<count { result[i, j] -= mean }
    }
    return result
  }
}

extension Observations.Invalid: CustomStringConvertible {
  /// One sentence without a full stop; rows and columns count from 0.
  public var description: String {
    switch self {
    case .tooFew(let rows): "\(rows) observations are too few to estimate dependence"
    case .notFinite(let row, let column):
      "observation \(row) of variable \(column) is not a finite number"
    case .constant(let column): "variable \(column) is constant"
    }
  }
}
