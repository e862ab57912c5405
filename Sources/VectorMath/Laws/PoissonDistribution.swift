import Glibc

/// The Poisson law of a count with a given mean.
public struct PoissonDistribution: Sendable, Hashable {
  /// λ, at least 0 and finite.
  public let mean: Double

  /// - Precondition: `mean` is finite and not negative.
  public init(mean: Double) {
    precondition(mean >= 0 && mean.isFinite, "a Poisson mean is not negative")
    self.mean = mean
  }

  /// P(N = n) = e^(−λ) λⁿ / n!. Relative error below 1e-14 for n and λ up to 150 (a product),
  /// 1e-12 above (Loader's form). 0 for negative n.
  public func probability(_ n: Int) -> Double {
    if n < 0 { return 0 }
    if mean == 0 { return n == 0 ? 1 : 0 }
    if n == 0 { return exp(-mean) }
    let count = Double(n)
    if n <= 150 && mean <= 150 {
      // Factors above and below 1 alternate, so no partial product leaves the range of doubles
      // before the result does.
      var product = exp(-mean)
      for k in 1...n { product *= mean / Double(k) }
      return product
    }
    return exp(-stirlingRemainder(count) - deviance(count, mean: mean))
      / (2 * Double.pi * count).squareRoot()
  }

  /// P(N ≥ n), accurate to 1e-14 relative also where it is tiny (n and λ up to 150; 1e-12 above).
  public func upperTail(_ n: Int) -> Double {
    if n <= 0 { return 1 }
    if mean == 0 { return 0 }
    return mean < Double(n) ? sumUp(from: n) : 1 - sumDown(from: n - 1)
  }

  /// P(N ≤ n), accurate also where it is tiny.
  public func cdf(_ n: Int) -> Double {
    if n < 0 { return 0 }
    if mean == 0 { return 1 }
    return mean < Double(n + 1) ? 1 - sumUp(from: n + 1) : sumDown(from: n)
  }

  private func sumUp(from n: Int) -> Double {
    var term = 1.0
    var sum = 1.0
    var k = Double(n)
    while term > 1e-18 * sum {
      k += 1
      term *= mean / k
      sum += term
    }
    return probability(n) * sum
  }

  private func sumDown(from n: Int) -> Double {
    var term = 1.0
    var sum = 1.0
    var k = Double(n)
    while k > 0 && term > 1e-18 * sum {
      term *= k / mean
      sum += term
      k -= 1
    }
    return probability(n) * sum
  }
}
