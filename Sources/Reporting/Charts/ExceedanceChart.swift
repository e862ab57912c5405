import Passes
import Studies

/// The exceedance curve of one loss on a logarithmic axis, from all paths down to one, with VaR and ES of
/// every level.
enum ExceedanceChart {
  private static let right = SVGChart.width - 8
  private static let top = 16.0
  private static let bottom = 196.0

  /// - Returns: `nil` if the histogram shows the losses, or nothing is lost at all.
  static func figure(
    of subject: SubjectResult, _ quantity: LossQuantity, numeraire: Numeraire
  ) -> HTML? {
    let figures = subject[quantity]
    guard let curve = ExceedanceCurve(figures), let first = curve.points.first,
      let last = curve.points.last
    else { return nil }
    let y = AxisScale(
      from: 1 / Double(curve.paths), to: 1, start: bottom, end: top, kind: .logarithmic)
    let x = AxisScale(
      from: first.loss, to: last.loss, start: SVGChart.plotLeft(y, .percent), end: right)
    var chart = SVGChart(height: bottom + 40)
    chart.gridLines(y, .percent, from: x.start, to: x.end)
    chart.path(curve.points.map { (x($0.loss), y($0.share)) }, "cline curve")
    for tail in figures.tails { draw(tail, &chart, x, y) }
    label(figures.tails, &chart, x, y)
    chart.baseLine(x, .money, at: bottom)
    chart.text("loss x, \(numeraire.rawValue)", (x.start + right) / 2, bottom + 34, .middle)
    let lost = PercentText.withInterval(Figure(figures.probabilityPositive))
    return chart.figure(
      title: subject.title, unit: "P(\(quantity.words) > x), logarithmic",
      description:
        "Probability of a larger \(quantity.words), \(subject.title): above 0 on \(lost) "
        + "of paths; \(words(figures.tails)).",
      note: "Above 0 on \(lost) of paths; at most \(MoneyText.short(figures.maximum)).")
  }

  /// VaR on the curve, where 1 − α of the paths lose more, and ES at the same height.
  private static func draw(
    _ tail: TailFigures, _ chart: inout SVGChart, _ x: AxisScale, _ y: AxisScale
  ) {
    let height = y(1 - tail.level)
    let (valueAtRisk, shortfall) = (tail.valueAtRisk, tail.expectedShortfall)
    chart.line(x(valueAtRisk.value), height, x(shortfall.value), height, "es")
    for (name, style, estimate) in [("VaR", "var", valueAtRisk), ("ES", "es", shortfall)] {
      let figure = Figure(estimate)
      chart.dot(
        x(figure.value), height, style,
        tip: "\(name) \(PercentText.level(tail.level)) \(MoneyText.withError(figure)), "
          + "interval \(MoneyText.interval(figure))")
    }
  }

  /// The curve falls, so that there is room above a level to the right of its VaR, and below to the left.
  private static func label(
    _ tails: [TailFigures], _ chart: inout SVGChart, _ x: AxisScale, _ y: AxisScale
  ) {
    let heights = FanChart.spread(
      tails.map { y(1 - $0.level) }, gap: 14, in: y.end...y.start - 14)
    for (tail, height) in zip(tails, heights) {
      let text = "VaR, ES \(PercentText.level(tail.level))"
      let start = x(tail.valueAtRisk.value) + 6
      if start + SVGChart.width(of: text) <= SVGChart.width {
        chart.label(text, start, height - 9, .start)
      } else {
        chart.label(text, start - 12, height + 9, .end)
      }
    }
  }

  private static func words(_ tails: [TailFigures]) -> String {
    tails.map {
      "VaR \(PercentText.level($0.level)) \(MoneyText.withError(Figure($0.valueAtRisk))), ES "
        + MoneyText.withError(Figure($0.expectedShortfall))
    }.joined(separator: "; ")
  }
}
