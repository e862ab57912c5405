import VectorMath

/// Estimates of dependence between two series of equal length.
public enum Dependence {
  /// Σ (x − x̄)(y − ȳ) / (n − 1).
  public static func covariance(_ x: [Double], _ y: [Double]) -> Double {
    precondition(x.count == y.count && x.count > 1, "a covariance needs two pairs")
    return productSum(x, y) / Double(x.count - 1)
  }

  /// Pearson's correlation; `nil` if a series is constant.
  public static func pearson(_ x: [Double], _ y: [Double]) -> Double? {
    precondition(x.count == y.count && x.count > 1, "a correlation needs two pairs")
    let scale = (productSum(x, x) * productSum(y, y)).squareRoot()
    return scale > 0 ? max(-1, min(1, productSum(x, y) / scale)) : nil
  }

  /// Spearman's rank correlation: Pearson's of the mid-ranks; `nil` if a series is constant.
  public static func spearman(_ x: [Double], _ y: [Double]) -> Double? {
    pearson(midRanks(x), midRanks(y))
  }

  /// Kendall's τ_b, which corrects for ties; `nil` if a series is constant.
  ///
  ///     τ_b = Σ_{i<j} sign(x_i − x_j) sign(y_i − y_j) / √(pairs untied in x × pairs untied in y)
  ///
  /// Reference: Kendall (1945), doi:10.1093/biomet/33.3.239. O(n²).
  public static func kendall(_ x: [Double], _ y: [Double]) -> Double? {
    precondition(x.count == y.count && x.count > 1, "a correlation needs two pairs")
    var concordance = 0
    var untied = (x: 0, y: 0)
    for i in x.indices {
      for j in 0..<i {
        let a = x[i] == x[j] ? 0 : (x[i] > x[j] ? 1 : -1)
        let b = y[i] == y[j] ? 0 : (y[i] > y[j] ? 1 : -1)
        concordance += a * b
        untied.x += a * a
        untied.y += b * b
      }
    }
    guard untied.x > 0 && untied.y > 0 else { return nil }
    return Double(concordance) / (Double(untied.x).squareRoot() * Double(untied.y).squareRoot())
  }

  /// Correlation of returns with mean 0, exponentially weighted, the last with the largest weight;
  /// `nil` if a series is 0 throughout.
  ///
  ///     Σ λ^(n−i) x_i y_i / √(Σ λ^(n−i) x_i² Σ λ^(n−i) y_i²)
  ///
  /// - Parameter decay: λ, in (0, 1].
  public static func exponentiallyWeighted(
    _ x: [Double], _ y: [Double], decay: Double
  ) -> Double? {
    precondition(x.count == y.count && decay > 0 && decay <= 1, "the decay lies in (0, 1]")
    var (xy, xx, yy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xy = decay * xy + a * b
      xx = decay * xx + a * a
      yy = decay * yy + b * b
    }
    let scale = (xx * yy).squareRoot()
    return scale > 0 ? max(-1, min(1, xy / scale)) : nil
  }

  /// Σ (x − x̄)(y − ȳ).
  private static func productSum(_ x: [Double], _ y: [Double]) -> Double {
    let mean = (x: RunningMoments(x).mean, y: RunningMoments(y).mean)
    return CompensatedSum(zip(x, y).lazy.map { ($0 - mean.x) * ($1 - mean.y) }).value
  }

  /// Ranks from 1; equal values share the mean of their ranks.
  private static func midRanks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var first = 0
    while first < order.count {
      var end = first + 1
      while end < order.count && values[order[end]] == values[order[first]] { end += 1 }
      for k in first..<end { ranks[order[k]] = Double(first + 1 + end) / 2 }
      first = end
    }
    return ranks
  }
}
