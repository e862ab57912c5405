import Foundation
import VectorMath

/// The filter of a mean-reverting l that is seen above a threshold only, with parameters
/// (mean θ, speed κ, volatility σ).
///
/// While l is hidden its law given the observations lies on the midpoints of a grid below the
/// threshold, six stationary deviations deep; as soon as it is seen, it is known.
struct CensoredReversion: DensityKernel {
  /// ln(1 + W) where it is seen, `nil` where it is hidden.
  private let logs: [Double?]
  private let years: [Double]
  /// ln(1 + threshold).
  private let limit: Double
  /// A multiple of the lanes of a vector.
  private static let cells = 80

  init(_ series: LevelSeries, threshold: Double) {
    logs = series.values.map { $0 > threshold ? log1p($0) : nil }
    years = series.values.indices.map { $0 == 0 ? 0 : series.years(before: $0) }
    limit = log1p(threshold)
  }

  var count: Int { logs.count }

  func logDensities(_ parameters: [Double]) -> [Double]? {
    var densities: [Double] = []
    densities.reserveCapacity(count)
    let isDefined = run(parameters) { density, _ in densities.append(density) }
    return isDefined ? densities : nil
  }

  /// Normal scores of what was seen, each given the past and that it is above the threshold.
  func residuals(_ parameters: [Double]) -> [Double] {
    var scores: [Double] = []
    _ = run(parameters) { _, score in if let score { scores.append(score()) } }
    return scores
  }

  /// Positions of the observations that have a residual.
  var seen: [Int] { logs.indices.filter { logs[$0] != nil } }

  /// Filters, and tells every observation's log density and, if it was seen, how to get its normal
  /// score.
  private func run(_ parameters: [Double], _ tell: (Double, (() -> Double)?) -> Void) -> Bool {
    let (theta, speed, sigma) = (parameters[0], parameters[1], parameters[2])
    guard speed > 0, sigma > 0 else { return false }
    let stationary = sigma / (2 * speed).squareRoot()
    let lowest = min(theta, limit) - 6 * stationary
    let width = (limit - lowest) / Double(Self.cells)
    let nodes = (0..<Self.cells).map { lowest + (Double($0) + 0.5) * width }
    var law = HiddenLaw(nodes: [theta], weights: [1])
    var decay = 0.0
    var deviation = stationary
    var kernel: [Vector]?
    var below: [Double] = []
    for (i, seen) in logs.enumerated() {
      if i > 0 && (i == 1 || years[i] != years[i - 1]) {
        decay = exp(-speed * years[i])
        deviation = stationary * (-expm1(-2 * speed * years[i])).squareRoot()
        kernel = nil
      }
      let next = law.moved(theta: theta, decay: decay)
      if let l = seen {
        let density = next.density(l, deviation)
        guard density > 0 else { return false }
        tell(log(density), { next.score(l, above: limit, deviation) })
        law = HiddenLaw(nodes: [l], weights: [1])
        continue
      }
      var weights = [Double](repeating: 0, count: Self.cells)
      if law.nodes.count == 1 {
        next.add(to: &weights, at: nodes, deviation)
      } else {
        if kernel == nil {
          kernel = Self.kernel(next.nodes, nodes, deviation)
          below = next.nodes.map { NormalDistribution.cdf((limit - $0) / deviation) }
        }
        Self.spread(law.weights, by: kernel ?? [], to: &weights)
      }
      // The midpoint rule misses mass at the end of the grid; the probability itself is exact.
      let probability =
        law.nodes.count == 1
        ? next.probability(below: limit, deviation)
        : zip(law.weights, below).reduce(0) { $0 + $1.0 * $1.1 }
      let total = weights.reduce(0, +)
      guard probability > 0, total > 0 else { return false }
      law = HiddenLaw(nodes: nodes, weights: weights.map { $0 / total })
      tell(log(probability), nil)
    }
    return true
  }

  /// e^(−((node − centre) / s)² / 2): for every centre the nodes, eight to a vector.
  private static func kernel(
    _ centres: [Double], _ nodes: [Double], _ deviation: Double
  ) -> [Vector] {
    centres.flatMap { centre in
      stride(from: 0, to: cells, by: Vector.laneCount).map { first in
        var values = Vector()
        for lane in 0..<Vector.laneCount {
          let z = (nodes[first + lane] - centre) / deviation
          values[lane] = exp(-0.5 * z * z)
        }
        return values
      }
    }
  }

  private static func spread(_ weights: [Double], by kernel: [Vector], to next: inout [Double]) {
    let rowLength = cells / Vector.laneCount
    var sums = [Vector](repeating: .zero, count: rowLength)
    for (j, weight) in weights.enumerated() {
      for k in 0..<rowLength { sums[k] += weight * kernel[j * rowLength + k] }
    }
    for k in 0..<cells { next[k] += sums[k / Vector.laneCount][k % Vector.laneCount] }
  }
}

/// A discrete law of a hidden number.
private struct HiddenLaw {
  let nodes: [Double]
  /// Add up to 1.
  let weights: [Double]

  /// Means of the number one step later.
  func moved(theta: Double, decay: Double) -> HiddenLaw {
    HiddenLaw(nodes: nodes.map { theta + (($0 - theta) * decay) }, weights: weights)
  }

  /// Density at x of the number plus a normal error.
  func density(_ x: Double, _ deviation: Double) -> Double {
    var sum = 0.0
    for (node, weight) in zip(nodes, weights) {
      let z = (x - node) / deviation
      sum += weight * exp(-0.5 * z * z)
    }
    return sum * exp(-halfLogTwoPi) / deviation
  }

  /// Probability that the number plus a normal error is at most x.
  func probability(below x: Double, _ deviation: Double) -> Double {
    var sum = 0.0
    for (node, weight) in zip(nodes, weights) {
      sum += weight * NormalDistribution.cdf((x - node) / deviation)
    }
    return sum
  }

  /// The standard normal with the probability of x given that it is above a limit.
  func score(_ x: Double, above limit: Double, _ deviation: Double) -> Double {
    let hidden = probability(below: limit, deviation)
    let share = (probability(below: x, deviation) - hidden) / max(1 - hidden, 1e-300)
    return NormalDistribution.quantile(min(max(share, 1e-12), 1 - 1e-12))
  }

  func add(to values: inout [Double], at nodes: [Double], _ deviation: Double) {
    for (k, node) in nodes.enumerated() {
      let z = (node - self.nodes[0]) / deviation
      values[k] += exp(-0.5 * z * z)
    }
  }
}
