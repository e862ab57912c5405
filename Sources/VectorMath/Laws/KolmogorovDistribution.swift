import Glibc

/// The law of Kolmogorov's distance D_n = sup |F_n − F| between n independent values of a continuous
/// law F and F itself.
///
/// Exact for every n: a Poisson process of rate 1 on [0, n] with n points has D_n < d exactly if it
/// stays strictly between s − nd and s + nd. Between the times at which a boundary crosses an integer
/// the counts spread by the Poisson law. All terms are positive.
///
/// Reference: Moscovich and Nadler (2017), "Fast calculation of boundary crossing probabilities for
/// Poisson processes", doi:10.1016/j.spl.2016.11.027.
public struct KolmogorovDistribution: Sendable, Hashable {
  /// n, at least 1.
  public let count: Int

  /// - Precondition: `count` ≥ 1.
  public init(count: Int) {
    precondition(count >= 1, "a distance needs at least one value")
    self.count = count
  }

  /// P(D_n < d). Absolute error below 1e-11.
  ///
  /// - Complexity: O(n (n d)²), at most O(n³): 20 ms for n = 1,500 near the 5 % point.
  public func cdf(_ d: Double) -> Double {
    let n = Double(count)
    if d <= 0.5 / n { return 0 }
    if d >= 1 { return 1 }
    // counts[j] = probability of j points so far, without having left the band.
    var counts = [Double](repeating: 0, count: count + 1)
    counts[0] = 1
    var held = 0...0
    var time = 0.0
    for crossing in crossings(reach: n * d) {
      Self.spread(&counts, held: held, upTo: crossing.most, mean: crossing.time - time)
      time = crossing.time
      let first = max(held.lowerBound, crossing.least)
      if first > crossing.most { return 0 }
      held = first...crossing.most
    }
    return min(1, counts[count] / PoissonDistribution(mean: n).probability(count))
  }

  /// P(D_n ≥ d), the p-value of an observed distance. Absolute error below 1e-11.
  public func upperTail(_ d: Double) -> Double { max(0, 1 - cdf(d)) }

  /// A time at which the band forbids one more count, and the counts that it then allows.
  private struct Crossing {
    let time: Double
    let least: Int
    let most: Int
  }

  /// More than k points are needed from time reach + k on; at most k are allowed up to k + 1 − reach.
  private func crossings(reach: Double) -> [Crossing] {
    let n = Double(count)
    var all: [Crossing] = []
    var needed = 0
    var allowed = max(0, Int((reach - 1).rounded(.up)))
    while true {
      let rising = reach + Double(needed)
      let falling = Double(allowed + 1) - reach
      let time = min(rising, falling, n)
      if time == n {
        all.append(Crossing(time: n, least: count, most: count))
        return all
      }
      if rising <= falling { needed += 1 }
      all.append(Crossing(time: time, least: needed, most: min(allowed, count)))
      if falling < rising { allowed += 1 }
    }
  }

  /// Adds a Poisson number of points with a mean to every count.
  private static func spread(
    _ counts: inout [Double], held: ClosedRange<Int>, upTo last: Int, mean: Double
  ) {
    if mean <= 0 { return }
    var weights = [exp(-mean)]
    while weights.count <= last - held.lowerBound {
      weights.append(weights[weights.count - 1] * mean / Double(weights.count))
    }
    for j in stride(from: last, through: held.lowerBound, by: -1) {
      var sum = 0.0
      for i in held.lowerBound...min(j, held.upperBound) { sum += counts[i] * weights[j - i] }
      counts[j] = sum
    }
  }
}
