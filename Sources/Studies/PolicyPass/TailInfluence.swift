import RiskMeasures
import VectorMath

/// ES of a tail with its influence function, by which two of them are compared on the same paths.
///
///     u(L) = max(0, L − VaR) / (1 − α),  ES = VaR + E[u],  Var(ES) = Var(u) / n
///     Var(ES_a − ES_b) = Var(u_a − u_b) / n
///
/// u is 0 below the quantile, so that the common tail holds all of it. VaR is the left-continuous
/// quantile. Reference: Hong, Hu and Liu (2014), doi:10.1145/2661631.
struct TailInfluence: Sendable {
  let valueAtRisk: Double
  let expectedShortfall: Estimate
  /// E[income × u].
  private let incomeProduct: Double
  /// Number of the paths above VaR and their influence, by ascending path.
  private let influence: [(path: UInt64, value: Double)]
  private let paths: Int

  /// Entries that a tail has to keep.
  static func limit(level: Level, paths: Int) -> Int { paths - level.rank(in: paths) + 1 }

  init(_ tail: PolicyTail, level: Level, paths: Int) {
    self.paths = paths
    let quantile = tail.loss(rank: Self.limit(level: level, paths: paths)) ?? 0
    valueAtRisk = quantile
    let scale = 1 / (1 - level.value)
    influence = tail.entries.filter { $0.loss > quantile }
      .map { ($0.path, ($0.loss - quantile) * scale) }
    incomeProduct =
      tail.entries.reduce(0) { $0 + $1.income * max(0, $1.loss - quantile) } * scale / Double(paths)
    let moments = Self.moments(influence.map(\.value), paths: paths)
    let value = quantile + moments.mean
    if influence.isEmpty {
      // No path beyond the quantile: the sample does not bound the shortfall.
      expectedShortfall = Estimate(
        value: value, standardError: .infinity, lower: value, upper: .infinity, confidence: 0.95,
        method: .unknown)
    } else {
      expectedShortfall = Estimate(value: value, standardError: moments.error)
    }
  }

  /// Mean income per unit of ES, by the delta method; `nil` where either is 0 or the sample does not bound
  /// ES.
  ///
  ///     Var(I / E) = (I / E)² (Var(I) / I² + Var(E) / E² − 2 Cov(I, E) / (I E))
  ///     Cov(I, E) = (E[income × u] − I (E − VaR)) / n
  func returnOnTail(income: Estimate) -> Estimate? {
    let shortfall = expectedShortfall
    guard shortfall.value > 0, shortfall.standardError.isFinite, income.value > 0 else {
      return nil
    }
    let value = income.value / shortfall.value
    let a = income.standardError / income.value
    let b = shortfall.standardError / shortfall.value
    // An income without error has nothing in common with the tail but rounding.
    let covariance =
      a == 0
      ? 0
      : (incomeProduct - income.value * (shortfall.value - valueAtRisk)) / Double(paths)
    let variance = a * a + b * b - 2 * covariance / (income.value * shortfall.value)
    return Estimate(value: value, standardError: value * max(0, variance).squareRoot())
  }

  /// ES of this tail minus that of another on the same paths.
  func difference(to other: TailInfluence) -> Estimate {
    var values: [Double] = []
    var i = 0
    var j = 0
    let a = influence
    let b = other.influence
    while i < a.count || j < b.count {
      let first = i < a.count ? a[i].path : .max
      let second = j < b.count ? b[j].path : .max
      var value = 0.0
      if first <= second {
        value += a[i].value
        i += 1
      }
      if second <= first {
        value -= b[j].value
        j += 1
      }
      values.append(value)
    }
    let moments = Self.moments(values, paths: paths)
    return Estimate(
      value: expectedShortfall.value - other.expectedShortfall.value, standardError: moments.error)
  }

  /// Mean over all paths and its standard error; paths that are not listed are 0.
  private static func moments(_ values: [Double], paths: Int) -> (mean: Double, error: Double) {
    var sum = CompensatedSum()
    var squares = CompensatedSum()
    for x in values {
      sum.add(x)
      squares.add(x * x)
    }
    let n = Double(paths)
    let mean = sum.value / n
    return (mean, (max(0, squares.value / n - mean * mean) / n).squareRoot())
  }
}
