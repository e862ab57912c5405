import VectorMath

/// How much a figure varies between batches beyond its sampling error: one-way random effects.
///
///     y_bj = θ + t_b + e_bj,  Var t_b = τ²,  Var e_bj = σ²,  b = 1 … B,  j = 1 … r
///     MS_B = r Σ (ȳ_b − ȳ)² / (B − 1),  MS_W = ΣΣ (y_bj − ȳ_b)² / (B (r − 1))
///     τ̂² = max(0, (MS_B − MS_W) / r)
///
/// t_b is what the parameters of batch b do to the figure, e_bj what a finite number of paths leaves
/// open. τ̂² is unbiased before its cut at 0, whatever the laws. The interval is that of Williams and
/// Tukey, for normal ones. References: Searle, Casella and McCulloch (1992), Variance Components,
/// chapter 3, doi:10.1002/9780470316856; in nested simulation Sun, Apley and Staum (2011),
/// doi:10.1287/opre.1110.0932.
public struct BatchVariance: Sendable, Hashable {
  /// B.
  public let batchCount: Int
  /// r.
  public let replicateCount: Int
  /// ȳ, in the unit of the figure.
  public let mean: Double
  /// MS_B, in the squared unit.
  public let betweenSquare: Double
  /// MS_W, in the squared unit.
  public let withinSquare: Double

  /// - Parameter replicates: By batch, at least two of each, as many for every batch; finite.
  public init(_ replicates: [[Double]]) {
    let r = replicates.first?.count ?? 0
    precondition(
      replicates.count >= 2 && r >= 2 && replicates.allSatisfy { $0.count == r },
      "variance components need two batches of two replicates")
    let means = replicates.map { $0.reduce(0, +) / Double(r) }
    let mean = means.reduce(0, +) / Double(means.count)
    batchCount = replicates.count
    replicateCount = r
    self.mean = mean
    betweenSquare =
      Double(r) * means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(means.count - 1)
    let sum = zip(replicates, means).reduce(0.0) { sum, batch in
      batch.0.reduce(sum) { $0 + ($1 - batch.1) * ($1 - batch.1) }
    }
    withinSquare = sum / Double(means.count * (r - 1))
  }

  /// τ̂², in the squared unit; 0 where batches vary no more than their replicates.
  public var component: Double { max(0, (betweenSquare - withinSquare) / Double(replicateCount)) }

  /// Standard error of ȳ: √(MS_B / (r B)), of both kinds of error together.
  public var meanError: Double {
    (betweenSquare / Double(replicateCount * batchCount)).squareRoot()
  }

  /// τ̂ with the interval of Williams and Tukey; the standard error is its half-width over its normal
  /// quantile.
  ///
  ///     (B − 1)(MS_B − F MS_W) / (r χ²),  F and χ² at both ends of their laws
  public func deviation(confidence: Double = 0.95) -> Estimate {
    let between = Double(batchCount - 1)
    let within = Double(batchCount * (replicateCount - 1))
    let chiSquare = ChiSquareDistribution(degreesOfFreedom: between)
    let beta = BetaDistribution(a: between / 2, b: within / 2)
    let miss = (1 - confidence) / 2
    func end(beta x: Double, chiSquare c: Double) -> Double {
      let f = within / between * x / (1 - x)
      let variance = between * (betweenSquare - f * withinSquare) / (Double(replicateCount) * c)
      return max(0, variance).squareRoot()
    }
    let value = component.squareRoot()
    let lower = min(
      value, end(beta: beta.upperQuantile(miss), chiSquare: chiSquare.upperQuantile(miss)))
    let upper = max(value, end(beta: beta.quantile(miss), chiSquare: chiSquare.quantile(miss)))
    return Estimate(
      value: value, standardError: (upper - lower) / (2 * twoSidedQuantile(confidence)),
      lower: lower, upper: upper, confidence: confidence, method: .randomEffects)
  }
}
