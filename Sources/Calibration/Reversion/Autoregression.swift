import Foundation
import VectorMath

/// The regression of a series on its own value one step before, by least squares.
///
///     x_{i+1} = c + b x_i + ε,  ε ~ N(0, s²)
///
/// which is maximum likelihood given the first value. b̂ is biased downwards by about (1 + 3b) / n
/// (Kendall, 1954, doi:10.1093/biomet/41.3-4.403).
package struct Autoregression: Sendable, Hashable {
  /// c.
  package let intercept: Double
  /// b.
  package let slope: Double
  /// s: square root of the mean squared residual, divided by n pairs.
  package let residualDeviation: Double
  /// Standard error of b, s / √S_xx.
  package let slopeError: Double
  /// ℓ given the first value.
  package let logLikelihood: Double
  /// Pairs of neighbours.
  package let pairCount: Int
  /// Mean of the values that are regressed on.
  let regressorMean: Double
  /// ε / s in the order of time.
  package let residuals: [Double]

  /// - Parameter values: In the order of time.
  /// - Throws: `empty`, `tooShort` below 10 values, `notFinite`, `constant`.
  package init(_ values: [Double]) throws(CalibrationError) {
    guard !values.isEmpty else { throw .empty }
    guard values.count >= 10 else { throw .tooShort(count: values.count, needed: 10) }
    if let position = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(position: position)
    }
    let n = Double(values.count - 1)
    let before = RunningMoments(Array(values.dropLast()))
    let after = RunningMoments(Array(values.dropFirst()))
    guard before.variance > 0 else { throw .constant(value: values[0]) }
    var products = CompensatedSum()
    for (x, y) in zip(values, values.dropFirst()) {
      products.add((x - before.mean) * (y - after.mean))
    }
    let slope = products.value / (n * before.variance)
    let raw = zip(values, values.dropFirst()).map { x, y in
      (y - after.mean) - slope * (x - before.mean)
    }
    let deviation = (CompensatedSum(raw.lazy.map { $0 * $0 }).value / n).squareRoot()
    guard deviation > 0 else { throw .notIdentified(smallestEigenvalue: 0) }
    self.slope = slope
    intercept = after.mean - slope * before.mean
    residualDeviation = deviation
    slopeError = deviation / (n * before.variance).squareRoot()
    logLikelihood = -n * (halfLogTwoPi + log(deviation) + 0.5)
    pairCount = values.count - 1
    regressorMean = before.mean
    residuals = raw.map { $0 / deviation }
  }
}
