import LinearAlgebra
import VectorMath

/// A log-likelihood of observations as a function of the parameters of its kernel.
///
/// The kernel visits the observations once and gives each one's log density and its score, the
/// derivatives in the parameters, in the lanes of a vector.
protocol LogLikelihood: Sendable {
  /// Number of observations.
  var count: Int { get }
  /// Calls `body` for every observation with its log density and its score.
  ///
  /// - Parameter parameters: At most eight, in the order of the lanes.
  /// - Returns: `false`, perhaps after some calls, if the density is 0 or undefined there.
  func visit(_ parameters: [Double], _ body: (Double, Vector) -> Void) -> Bool
}

extension LogLikelihood {
  /// ℓ and its gradient; `nil` where it is undefined.
  @inline(__always)
  func sum(_ parameters: [Double]) -> (value: Double, gradient: Vector)? {
    var value = 0.0
    var gradient = Vector()
    let isDefined = visit(parameters) { density, score in
      value += density
      gradient += score
    }
    return isDefined && value.isFinite ? (value, gradient) : nil
  }
}

/// A log-likelihood over the free numbers of a map: what the maximiser sees.
struct FreeLikelihood<Kernel: LogLikelihood, Map: ParameterMap>: Objective {
  let kernel: Kernel
  let map: Map

  var ranges: [ClosedRange<Double>] { map.freeNumbers.map(\.range) }

  func evaluate(_ free: [Double]) -> Evaluation? {
    guard let (value, gradient) = kernel.sum(map.parameters(free)) else { return nil }
    return Evaluation(value: value, gradient: project(gradient, map.jacobian(free)))
  }

  /// Σ s sᵀ over the scores in the free numbers. Shape `[free × free]`.
  func outerProduct(_ free: [Double]) -> Matrix {
    let jacobian = map.jacobian(free)
    var sum = Matrix(rows: free.count, columns: free.count)
    _ = kernel.visit(map.parameters(free)) { _, score in
      let s = project(score, jacobian)
      for i in s.indices {
        for j in s.indices { sum[i, j] += s[i] * s[j] }
      }
    }
    return sum
  }

  /// Jᵀ s.
  private func project(_ score: Vector, _ jacobian: Matrix) -> [Double] {
    (0..<jacobian.columnCount).map { k in
      var sum = 0.0
      for i in 0..<jacobian.rowCount { sum += jacobian[i, k] * score[i] }
      return sum
    }
  }
}
