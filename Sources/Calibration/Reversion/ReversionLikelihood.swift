import VectorMath

/// Observations of a mean-reverting level as `ReversionFilter` sees them, with parameters
/// (level a, sensitivity b, speed κ, volatility σ, measurement error η).
struct ReversionLikelihood: LogLikelihood {
  let series: LevelSeries
  let diffusion: ReversionFilter.Diffusion

  var count: Int { series.count }

  @inline(__always)
  func visit(_ parameters: [Double], _ body: (Double, Vector) -> Void) -> Bool {
    filter(parameters) { density, score, _ in body(density, score) } != nil
  }

  /// The filter after the last observation; `nil` where the law is not defined.
  @inline(__always)
  func filter(
    _ parameters: [Double], _ body: (Double, Vector, Double) -> Void
  ) -> ReversionFilter? {
    var filter = ReversionFilter(parameters, diffusion)
    guard filter.variance > 0 else { return nil }
    for i in series.values.indices {
      if i > 0, !filter.advance(series.years(before: i)) { return nil }
      let (density, score, residual) = filter.observe(
        series.values[i], covariate: series.covariate?[i] ?? 0)
      body(density, score, residual)
    }
    return filter
  }
}
