import RiskMeasures
import Studies

/// P(loss > x) of a loss that a histogram cannot show: more than half of the paths share one of its bars,
/// mostly those that lose nothing.
///
/// The upper part is exact, from the kept tail; below it stand the edges of the histogram.
struct ExceedanceCurve {
  struct Point: Hashable {
    /// In the numeraire, positive = bad.
    let loss: Double
    /// Share of the paths with a larger loss, or with at least this one: the curve falls from one to the
    /// other. Above 0.
    let share: Double
  }

  /// Ascending by loss, descending by share; the curve joins them.
  let points: [Point]
  /// Paths of the run.
  let paths: Int

  /// - Returns: `nil` where the histogram shows the losses, or none differs from the others.
  init?(_ figures: QuantityFigures) {
    guard let histogram = figures.histogram, figures.maximum > figures.minimum,
      let fullest = histogram.counts.indices.max(by: { histogram.counts[$0] < histogram.counts[$1] }
      ),
      2 * histogram.counts[fullest] > histogram.total
    else { return nil }
    paths = histogram.total
    let low = max(figures.minimum, histogram.edge(fullest))
    var steps = [(loss: low, paths: histogram.count(fromEdge: fullest))]
    // Below the tail that was kept: the paths that lose nothing, and the edges of the bins.
    let tail = figures.exceedances.drop { $0.loss < low }
    let tailStart = tail.first?.loss ?? .infinity
    if low == 0 && tailStart > 0 { steps.append((0, figures.probabilityPositive.successes)) }
    for i in histogram.counts.indices.dropFirst(fullest + 1)
    where histogram.edge(i) > low && histogram.edge(i) < tailStart {
      steps.append((histogram.edge(i), histogram.count(fromEdge: i)))
    }
    if tail.isEmpty { steps.append((figures.maximum, 1)) }
    steps += tail.flatMap { [($0.loss, $0.atLeast), ($0.loss, $0.above)] }
    let n = Double(paths)
    points = steps.filter { $0.paths > 0 && $0.loss <= figures.maximum }
      .map { Point(loss: $0.loss, share: Double($0.paths) / n) }
  }
}
