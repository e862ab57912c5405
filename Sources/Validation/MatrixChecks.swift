import LinearAlgebra

extension ReferenceCheck {
  /// Verdicts, smallest eigenvalues and factors, as correlation matrices are checked and factored.
  static let cholesky = ReferenceCheck(
    "matrices/cholesky", [.claimed("verdict", "min_eigenvalue", "log_det", "L*")]
  ) { reference, figures in
    let matrix = Matrix(try reference.squareMatrix("matrix"))
    let definiteness = try Definiteness(of: matrix)
    figures.add("verdict", word: definiteness.name)
    if let smallest = definiteness.smallestEigenvalue { figures.add("min_eigenvalue", smallest) }
    guard case .positiveDefinite = definiteness else { return }
    let cholesky = try Cholesky(of: matrix)
    figures.add("log_det", cholesky.logDeterminant)
    for i in 0..<matrix.rowCount {
      for j in 0...i { figures.add("L\(i + 1)\(j + 1)", cholesky.factor[i, j]) }
    }
  }

  /// The repair of a correlation matrix.
  static let nearestCorrelation = ReferenceCheck(
    "matrices/nearest_correlation",
    [
      .claimed("x*", "distance"),
      .notCovered("clip_distance", because: "the engine repairs by projection, never by clipping"),
    ]
  ) { reference, figures in
    let matrix = Matrix(try reference.squareMatrix("matrix"))
    guard matrix.firstAsymmetry == nil else {
      throw UnreadableInput(name: "matrix", text: try reference.text("matrix"))
    }
    let nearest = try NearestCorrelation(of: matrix)
    figures.add("distance", nearest.distance)
    for i in 0..<nearest.matrix.rowCount {
      for j in 0..<i { figures.add("x\(j + 1)\(i + 1)", nearest.matrix[j, i]) }
    }
  }
}
