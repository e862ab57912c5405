import RiskMeasures
import Studies

/// The hazard of first liquidation over time: paths first liquidated in a span of days, as a share
/// of the paths that were not liquidated before it.
enum HazardChart {
  private static let right = SVGChart.width - 8
  private static let top = 10.0
  private static let bottom = 160.0

  /// Steps that share a bar.
  struct Span: Sendable {
    /// Days at its start and its end.
    let start: Double
    let end: Double
    /// Paths first liquidated in it, of those not liquidated before.
    let hazard: ProbabilityEstimate
  }

  /// At most 60 spans of equal length, and what remains; spans that no path enters are left out.
  static func spans(of subject: SubjectResult, plan: RunPlan) -> [Span] {
    let stepsPerSpan = (subject.firstLiquidations.count + 59) / 60
    guard stepsPerSpan > 0 else { return [] }
    var atRisk = plan.paths.count
    var spans: [Span] = []
    for start in stride(from: 0, to: subject.firstLiquidations.count, by: stepsPerSpan)
    where atRisk > 0 {
      let end = min(start + stepsPerSpan, subject.firstLiquidations.count)
      let count = subject.firstLiquidations[start..<end].reduce(0, +)
      spans.append(
        Span(
          start: plan.paths.grid.days(at: start), end: plan.paths.grid.days(at: end),
          hazard: ProbabilityEstimate(successes: count, trials: atRisk)))
      atRisk -= count
    }
    return spans
  }

  static func figure(of subject: SubjectResult, plan: RunPlan) -> HTML {
    let spans = spans(of: subject, plan: plan)
    let bars = spans.map { Figure($0.hazard) }
    let horizon = plan.paths.grid.days(at: plan.paths.grid.stepCount)
    let highest = bars.compactMap { $0.isUnseen ? nil : $0.upper }.max() ?? 0
    let y = AxisScale(from: 0, to: highest, start: bottom, end: top)
    let left = SVGChart.plotLeft(y, .percent)
    let x = AxisScale(from: 0, to: max(horizon, 1e-9), start: left, end: right)
    var chart = SVGChart(height: 200)
    if highest > 0 { chart.gridLines(y, .percent, from: left, to: right) }
    for (span, bar) in zip(spans, bars) where !bar.isUnseen {
      let start = x(span.start)
      let width = x(span.end) - start
      chart.bar(
        start + 0.5, y(bar.value), width - 1, bottom - y(bar.value), "bar",
        tip: "days \(NumberText.plain(span.start)) to \(NumberText.plain(span.end)): "
          + PercentText.withInterval(bar))
      if let low = bar.lower, let high = bar.upper {
        chart.line(start + width / 2, y(low), start + width / 2, y(high), "whisker hz")
      }
    }
    chart.baseLine(x, .plain, at: bottom)
    chart.text("days", (left + right) / 2, 196, .middle)
    let probability = PercentText.withInterval(Figure(liquidationOf: subject))
    if highest == 0 {
      chart.text("no path is liquidated", (left + right) / 2, (top + bottom) / 2, .middle)
    }
    let days = spans.first.map { $0.end - $0.start } ?? 0
    return chart.figure(
      title: subject.title, unit: "% of the paths still unliquidated, per \(period(days: days))",
      description: "Hazard of first liquidation, \(subject.title), over \(spans.count) spans. "
        + "Probability up to the horizon \(probability).",
      note: "Up to the horizon: \(probability).")
  }

  private static func period(days: Double) -> String {
    if days == 1 { return "day" }
    return days < 1 ? "\(NumberText.plain(days * 24)) h" : "\(NumberText.plain(days)) days"
  }
}
