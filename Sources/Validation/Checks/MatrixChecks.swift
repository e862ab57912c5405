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

  /// Shrinkage of the covariance of the columns of a data file.
  static let ledoitWolf = ReferenceCheck(
    "matrices/ledoit_wolf", [.claimed("shrinkage", "mu", "c*")]
  ) { reference, figures in
    let count = min(try reference.integer("columns", from: 1), 1_000)
    let observations = try Observations(
      columns: try reference.data(columns: count, named: (1...count).map { "x\($0)" }))
    let estimate = LedoitWolf(of: observations)
    figures.add("shrinkage", estimate.shrinkage)
    figures.add("mu", estimate.meanVariance)
    for i in 0..<observations.variableCount {
      for j in i..<observations.variableCount {
        figures.add("c\(i + 1)\(j + 1)", estimate.covariance[i, j])
      }
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
