import VectorMath

/// Likelihood ratio statistics of coverage, with 0 ln 0 = 0.
///
/// Each is a sum of deviances D(x, m) = x ln(x/m) + m − x ≥ 0, in which nothing cancels: relative
/// error below 1e-12 also where the ratio is nearly 0.
enum LikelihoodRatio {
  /// −2 ln [(1 − p)^(T − x) p^x / ((1 − x/T)^(T − x) (x/T)^x)].
  static func coverage(exceedances x: Int, days: Int, probability p: Double) -> Double {
    let n = Double(days)
    return 2 * (deviance(Double(x), mean: n * p) + deviance(n - Double(x), mean: n * (1 - p)))
  }

  /// −2 ln [L(π) / L(π01, π11)] over the transitions, π the share that ends in an exceedance.
  static func independence(_ t: TransitionCounts) -> Double {
    let total = Double(t.n00 + t.n01 + t.n10 + t.n11)
    if total == 0 { return 0 }
    let share = Double(t.n01 + t.n11) / total
    let complement = Double(t.n00 + t.n10) / total
    func row(_ calm: Int, _ exceeded: Int) -> Double {
      let from = Double(calm + exceeded)
      return deviance(Double(calm), mean: from * complement)
        + deviance(Double(exceeded), mean: from * share)
    }
    return 2 * (row(t.n00, t.n01) + row(t.n10, t.n11))
  }
}
