import VectorMath

/// An expected shortfall with what each path adds to it, by which two of them are compared on the same paths.
///
///     u(L) = max(0, L − VaR) / (1 − α),  ES = VaR + E[u],  Var(ES) = Var(u) / n
///     Var(ES_a − ES_b) = Var(u_a − u_b) / n
///
/// The influence u is 0 up to VaR, so that the losses above it are all that is needed; that VaR is estimated
/// too adds nothing to first order. The estimate and its own error are those of
/// `RankedLosses.expectedShortfall`. Reference: Hong, Hu and Liu (2014), doi:10.1145/2661631.
public struct ShortfallInfluence: Sendable {
  /// One loss of a tail.
  public struct TailLoss: Sendable {
    /// Global path number.
    public let path: UInt64
    /// Positive = bad.
    public let loss: Double
    /// Another number of the path, whose mean is set against the shortfall.
    public let companion: Double

    /// A loss with its path.
    public init(path: UInt64, loss: Double, companion: Double = 0) {
      self.path = path
      self.loss = loss
      self.companion = companion
    }
  }

  /// In the unit of the losses.
  public let valueAtRisk: Double
  /// In the unit of the losses.
  public let expectedShortfall: Estimate
  /// E[companion × u].
  private let companionProduct: Double
  /// Paths above VaR and their influence, by ascending path.
  private let influence: [(path: UInt64, value: Double)]
  private let paths: Int

  /// - Parameter worst: The losses that the sample holds, in any order; those up to VaR count for nothing.
  /// - Throws: What reading the ranks of the sample throws.
  public init<Sample: RankedLosses>(
    _ sample: Sample, level: Level, worst: [TailLoss]
  ) throws(Sample.Failure) {
    expectedShortfall = try sample.expectedShortfall(level: level)
    let quantile = try sample.loss(rank: level.rank(in: sample.count))
    let tailPaths = Double(sample.count) - level.position(in: sample.count)
    let scale = Double(sample.count) / tailPaths
    // Ascending by path, so that sums have the same bits whatever order the losses came in.
    let above = worst.filter { $0.loss > quantile }.sorted { $0.path < $1.path }
    valueAtRisk = quantile
    paths = sample.count
    influence = above.map { ($0.path, ($0.loss - quantile) * scale) }
    companionProduct =
      above.reduce(0) { $0 + $1.companion * ($1.loss - quantile) } / tailPaths
  }

  /// ES of this sample minus that of another on the same paths.
  public func difference(to other: ShortfallInfluence) -> Estimate {
    var sum = CompensatedSum()
    var squares = CompensatedSum()
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
      sum.add(value)
      squares.add(value * value)
    }
    let n = Double(paths)
    let mean = sum.value / n
    let variance = max(0, squares.value / n - mean * mean) / n
    return Estimate(
      value: expectedShortfall.value - other.expectedShortfall.value,
      standardError: variance.squareRoot())
  }

  /// Mean of the companion per unit of ES, by the delta method; `nil` where either is 0 or the sample does
  /// not bound ES.
  ///
  ///     Var(I / E) = (I / E)² (Var(I) / I² + Var(E) / E² − 2 Cov(I, E) / (I E))
  ///     Cov(I, E) = (E[companion × u] − I (E − VaR)) / n
  ///
  /// - Parameter mean: I, of the companion over all paths.
  public func ratio(of mean: Estimate) -> Estimate? {
    let shortfall = expectedShortfall
    guard shortfall.value > 0, shortfall.standardError.isFinite, mean.value > 0 else { return nil }
    let value = mean.value / shortfall.value
    let a = mean.standardError / mean.value
    let b = shortfall.standardError / shortfall.value
    // A mean without error has nothing in common with the tail but rounding.
    let covariance =
      a == 0
      ? 0 : (companionProduct - mean.value * (shortfall.value - valueAtRisk)) / Double(paths)
    let variance = a * a + b * b - 2 * covariance / (mean.value * shortfall.value)
    return Estimate(value: value, standardError: value * max(0, variance).squareRoot())
  }
}
