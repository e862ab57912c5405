import Glibc

/// Kendall's rank correlation of pairs, τ_b.
///
///     τ_b = (C − D) / √((n₀ − n₁)(n₀ − n₂)),   n₀ = n(n − 1)/2
///
/// C and D the concordant and discordant pairs of observations, n₁ and n₂ the pairs that tie in x
/// and in y. It needs no moments, and rising maps of x or y leave it as it is.
///
/// References: Kendall (1945), "The treatment of ties in ranking problems", Biometrika 33(3),
/// doi:10.1093/biomet/33.3.239; counting by a binary tree: Christensen (2005), "Fast algorithms for
/// the calculation of Kendall's τ", doi:10.1007/BF02736122.
public struct KendallTau: Sendable, Hashable {
  /// τ_b, in [-1, 1].
  public let value: Double
  /// Standard deviation of the estimate for independent observations, at least 0: that of a
  /// U-statistic, 2 √(Var S_i / n) / (n − 1) with S_i the concordant less the discordant partners of
  /// observation i. The correction for ties is taken as known.
  ///
  /// Reference: Hoeffding (1948), doi:10.1214/aoms/1177730196.
  public let standardError: Double

  /// - Parameters:
  ///   - x: Finite values, not all equal.
  ///   - y: The partners, as many; finite, not all equal.
  /// - Complexity: O(n log n).
  public init(_ x: [Double], _ y: [Double]) {
    precondition(x.count == y.count && x.count >= 2, "a rank correlation needs two pairs")
    let ranks = (x: Ranks(x), y: Ranks(y))
    precondition(
      ranks.x.levels.count > 1 && ranks.y.levels.count > 1,
      "a rank correlation needs unequal values")
    let scores = Self.scores(ranks.x, ranks.y)
    let n = Double(x.count)
    let pairs = n * (n - 1) / 2
    let untied = (pairs - ranks.x.tiedPairs).squareRoot() * (pairs - ranks.y.tiedPairs).squareRoot()
    let mean = Double(scores.reduce(0, +)) / n
    value = max(-1, min(1, n * mean / 2 / untied))
    var squares = 0.0
    for score in scores { squares += (Double(score) - mean) * (Double(score) - mean) }
    // 2 √(Σ (S_i − S̄)²) / (n (n − 1)), with the untied pairs for n (n − 1) / 2.
    standardError = squares.squareRoot() / untied
  }

  /// Concordant less discordant partners of each observation.
  private static func scores(_ x: Ranks, _ y: Ranks) -> [Int] {
    var scores = [Int](repeating: 0, count: x.position.count)
    for (levels, direction) in [(x.levels, 1), (x.levels.reversed(), -1)] {
      var seen = CountTree(count: y.levels.count)
      for level in levels {
        for i in level {
          let below = seen.count(below: y.position[i])
          let above = seen.total - seen.count(below: y.position[i] + 1)
          scores[i] += direction * (below - above)
        }
        for i in level { seen.add(y.position[i]) }
      }
    }
    return scores
  }
}

extension KendallTau {
  /// The correlation parameter of an elliptical copula with this τ.
  ///
  ///     ρ = sin(π τ / 2)
  ///
  /// Exact for the Gaussian and the Student t copula alike. Reference: Lindskog, McNeil and Schmock
  /// (2003), "Kendall's tau for elliptical distributions", doi:10.1007/978-3-642-59365-9_8.
  public var ellipticalCorrelation: Double { sin(0.5 * Double.pi * value) }

  /// Standard error of `ellipticalCorrelation`, by the slope of the sine.
  public var ellipticalCorrelationError: Double {
    0.5 * Double.pi * abs(cos(0.5 * Double.pi * value)) * standardError
  }

  /// Kendall's τ of an elliptical copula, (2/π) arcsin ρ.
  ///
  /// - Parameter correlation: ρ, in [-1, 1].
  public static func ofEllipticalCopula(correlation: Double) -> Double {
    precondition(abs(correlation) <= 1, "a correlation lies in [-1, 1]")
    return 2 / Double.pi * asin(correlation)
  }
}

/// Counts of small integers, with running sums in O(log n): Fenwick (1994), doi:10.1002/spe.4380240306.
private struct CountTree {
  private(set) var total = 0
  private var sums: [Int]

  init(count: Int) { sums = [Int](repeating: 0, count: count + 1) }

  mutating func add(_ value: Int) {
    total += 1
    var i = value + 1
    while i < sums.count {
      sums[i] += 1
      i += i & -i
    }
  }

  /// How many values below this one were added.
  func count(below value: Int) -> Int {
    var sum = 0
    var i = value
    while i > 0 {
      sum += sums[i]
      i &= i - 1
    }
    return sum
  }
}
