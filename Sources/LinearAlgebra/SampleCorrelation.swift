/// Pearson's correlations of observations, with standard errors that hold for heavy tails.
///
///     r = Σ z_i w_i / n        se = √(Σ (z_i w_i − r (z_i² + w_i²) / 2)²) / n
///
/// z, w the standardised columns. The error comes from the influence function, so it needs finite
/// fourth moments and no normality; for normal observations it tends to (1 − r²) / √n. Under heavier
/// tails use `KendallCorrelation`, which needs no moments.
///
/// Reference: Devlin, Gnanadesikan and Kettenring (1975), "Robust estimation and outlier detection
/// with correlation coefficients", Biometrika 62(3), doi:10.1093/biomet/62.3.531.
public struct SampleCorrelation: Sendable, Hashable {
  /// r; symmetric, unit diagonal, positive semidefinite but for rounding. Shape
  /// `[variables × variables]`.
  public let matrix: Matrix
  /// Standard error of each correlation, 0 on the diagonal; of independent observations.
  public let standardErrors: Matrix

  /// - Complexity: O(n p²).
  public init(of observations: Observations) {
    let columns = Self.standardised(observations)
    let p = columns.count
    var r = Matrix.identity(p)
    var errors = Matrix(rows: p, columns: p)
    for i in 0..<p {
      for j in 0..<i {
        let (value, error) = Self.correlation(columns[i], columns[j])
        (r[i, j], r[j, i]) = (value, value)
        (errors[i, j], errors[j, i]) = (error, error)
      }
    }
    matrix = r
    standardErrors = errors
  }

  /// Columns with mean 0 and mean square 1.
  private static func standardised(_ observations: Observations) -> [[Double]] {
    let centred = observations.centred
    return (0..<observations.variableCount).map { j in
      let column = (0..<observations.count).map { centred[$0, j] }
      let scale = column.reduce(0) { max($0, abs($1)) }
      var sum = 0.0
      for x in column { sum += (x / scale) * (x / scale) }
      let deviation = scale * (sum / Double(column.count)).squareRoot()
      return column.map { $0 / deviation }
    }
  }

  private static func correlation(
    _ z: [Double], _ w: [Double]
  ) -> (value: Double, error: Double) {
    let n = Double(z.count)
    var sum = 0.0
    for i in z.indices { sum += z[i] * w[i] }
    let r = max(-1, min(1, sum / n))
    var squares = 0.0
    for i in z.indices {
      let influence = z[i] * w[i] - 0.5 * r * (z[i] * z[i] + w[i] * w[i])
      squares += influence * influence
    }
    return (r, squares.squareRoot() / n)
  }
}
