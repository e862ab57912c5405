import LinearAlgebra

/// A smooth function of a few real numbers that is to be maximised.
protocol Objective {
  /// Where a maximum is accepted, for every number.
  var ranges: [ClosedRange<Double>] { get }
  /// Value and gradient; `nil` where the function is not defined.
  func evaluate(_ x: [Double]) -> Evaluation?
}

/// Value and gradient of a function at a point.
struct Evaluation: Sendable {
  let value: Double
  let gradient: [Double]
}

/// A strict maximum with the evidence that it is one.
struct Maximum: Sendable {
  let point: [Double]
  let value: Double
  /// −∂²f one step before the point, which is less than the tolerance away; positive definite.
  let information: SymmetricEigen
  let iterations: Int
  /// √(gᵀ H⁻¹ g): distance to the maximum, in standard errors where f is a log-likelihood.
  let decrement: Double
}

/// Why a search ended without a maximum.
enum SearchFailure: Error, Sendable, Hashable {
  /// It left the range of a number, upwards or not, at a point with this value.
  case leftRange(index: Int, isUpper: Bool, value: Double)
  /// Gradient 0, but not strictly concave.
  case flat(smallestEigenvalue: Double, value: Double)
  case stopped(iterations: Int, decrement: Double, value: Double)
  /// The function is not defined at the start or all around a point.
  case undefined
}

/// Newton's method with line search, from gradients.
///
/// The Hessian comes from central differences of the gradient. Where it is not negative definite the
/// absolute values of its eigenvalues are taken, so that every direction climbs and saddles are left
/// (Nocedal and Wright, 2006, Numerical Optimization, section 3.4, doi:10.1007/978-0-387-40065-5).
struct NewtonMaximizer: Sendable {
  var iterationLimit = 200
  /// Distance to the maximum, in standard errors, below which the last step is taken.
  var tolerance = 1e-5
  /// Longest step of one number.
  var longestStep = 2.0

  /// - Parameter start: A point where `f` is defined.
  func maximize(_ f: some Objective, from start: [Double]) throws(SearchFailure) -> Maximum {
    var point = start
    guard var here = f.evaluate(start) else { throw .undefined }
    var distance = Double.infinity
    var iteration = 0
    while iteration < iterationLimit {
      iteration += 1
      if let failure = escape(point, here.value, f.ranges) { throw failure }
      let local = try curvature(f, at: point)
      let step = ascent(local, here.gradient)
      distance = step.decrement
      if distance < tolerance {
        guard local.values[0] > 1e-10 * local.values[point.count - 1] else {
          throw .flat(smallestEigenvalue: local.values[0], value: here.value)
        }
        let last = zip(point, step.direction).map { $0 + $1 }
        let end = f.evaluate(last).map { ($0.value, last) } ?? (here.value, point)
        return Maximum(
          point: end.1, value: end.0, information: local, iterations: iteration,
          decrement: distance)
      }
      guard let next = climb(f, from: point, here, step) else { break }
      (point, here) = next
    }
    throw .stopped(iterations: iteration, decrement: distance, value: here.value)
  }

  private func escape(
    _ point: [Double], _ value: Double, _ ranges: [ClosedRange<Double>]
  ) -> SearchFailure? {
    guard let index = point.indices.first(where: { !ranges[$0].contains(point[$0]) }) else {
      return nil
    }
    return .leftRange(
      index: index, isUpper: point[index] > ranges[index].upperBound, value: value)
  }

  /// Eigenvalues of −∂²f, from central differences of the gradient.
  private func curvature(
    _ f: some Objective, at point: [Double]
  ) throws(SearchFailure) -> SymmetricEigen {
    let n = point.count
    var hessian = Matrix(rows: n, columns: n)
    for j in 0..<n {
      let slope = try differences(f, point, j)
      for i in 0..<n {
        hessian[i, j] -= slope[i] / 2
        hessian[j, i] -= slope[i] / 2
      }
    }
    do { return try SymmetricEigen(of: hessian) } catch { throw .undefined }
  }

  /// Derivative of the gradient in number j; a shorter step where the function is undefined.
  private func differences(
    _ f: some Objective, _ point: [Double], _ j: Int
  ) throws(SearchFailure) -> [Double] {
    var h = 1e-4 * max(1, abs(point[j]))
    for _ in 0..<4 {
      var up = point
      var down = point
      up[j] += h
      down[j] -= h
      if let above = f.evaluate(up), let below = f.evaluate(down) {
        return zip(above.gradient, below.gradient).map { ($0 - $1) / (up[j] - down[j]) }
      }
      h /= 10
    }
    throw .undefined
  }

  private func ascent(
    _ curvature: SymmetricEigen, _ gradient: [Double]
  ) -> (direction: [Double], decrement: Double) {
    let n = gradient.count
    let largest = curvature.values.reduce(0) { max($0, abs($1)) }
    var direction = [Double](repeating: 0, count: n)
    var decrement = 0.0
    for k in 0..<n {
      var along = 0.0
      for i in 0..<n { along += curvature.vectors[i, k] * gradient[i] }
      let stretch = along / max(abs(curvature.values[k]), 1e-10 * largest, 1e-300)
      decrement += along * stretch
      for i in 0..<n { direction[i] += stretch * curvature.vectors[i, k] }
    }
    return (direction, decrement.squareRoot())
  }

  /// Halves the step until the function has risen enough (Armijo's rule).
  ///
  /// - Returns: `nil` if even a tiny step does not rise.
  private func climb(
    _ f: some Objective, from point: [Double], _ here: Evaluation,
    _ step: (direction: [Double], decrement: Double)
  ) -> (point: [Double], here: Evaluation)? {
    let longest = step.direction.reduce(0) { max($0, abs($1)) }
    var share = min(1, longestStep / max(longest, 1e-300))
    // Below a decrement of 1e-4 the rise is lost in the rounding of the value: trust Newton.
    let slack = step.decrement < 1e-4 ? 1e-9 * max(1, abs(here.value)) : 0
    for _ in 0..<40 {
      let next = zip(point, step.direction).map { $0 + share * $1 }
      let needed = here.value + 1e-4 * share * step.decrement * step.decrement - slack
      if let there = f.evaluate(next), there.value >= needed { return (next, there) }
      share /= 2
    }
    return nil
  }
}
