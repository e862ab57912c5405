import RiskMeasures
import Simulation

/// The distribution of one loss: a histogram, and above it VaR and ES with their intervals, each in
/// a lane of its own so that no label covers another.
enum LossChart {
  private static let left = 46.0
  private static let right = SVGChart.width - 8
  private static let laneHeight = 17.0
  private static let plotHeight = 130.0

  /// - Returns: `nil` if the subject has no histogram of the quantity.
  static func figure(
    of subject: SubjectResult, _ quantity: LossQuantity, numeraire: Numeraire
  ) -> HTML? {
    let figures = subject[quantity]
    guard let histogram = figures.histogram, histogram.counts.contains(where: { $0 > 0 }) else {
      return nil
    }
    let marks = marks(of: figures)
    let lanesBottom = 6 + laneHeight * Double(marks.count)
    let bottom = lanesBottom + 10 + plotHeight
    var chart = SVGChart(height: bottom + 40)
    let x = horizontalScale(histogram, marks)
    drawBars(&chart, histogram, figures, x, top: lanesBottom + 10, bottom: bottom)
    for (lane, mark) in marks.enumerated() {
      draw(mark, &chart, x, y: 6 + laneHeight * (Double(lane) + 0.5), bottom: bottom)
    }
    chart.baseLine(x, .money, at: bottom)
    chart.text("loss, \(numeraire.rawValue)", (left + right) / 2, bottom + 34, .middle)
    return chart.figure(
      title: subject.title, unit: "\(quantity.words), \(numeraire.rawValue)",
      description: description(subject, quantity, marks), note: note(histogram))
  }

  private struct Mark {
    let name: String
    let figure: Figure
    let style: String
  }

  private static func marks(of figures: QuantityFigures) -> [Mark] {
    figures.tails.flatMap { tail in
      [
        Mark(
          name: "VaR \(PercentText.level(tail.level))", figure: Figure(tail.valueAtRisk),
          style: "var"),
        Mark(
          name: "ES \(PercentText.level(tail.level))", figure: Figure(tail.expectedShortfall),
          style: "es"),
      ]
    }
  }

  /// All bins and all marks; intervals that reach beyond are cut.
  private static func horizontalScale(_ histogram: LossHistogram, _ marks: [Mark]) -> AxisScale {
    let values = marks.map(\.figure.value)
    let low = min(histogram.lowerEdge, values.min() ?? histogram.lowerEdge)
    let high = max(histogram.upperEdge, values.max() ?? histogram.upperEdge)
    return AxisScale(from: low, to: high, start: left, end: right)
  }

  private static func drawBars(
    _ chart: inout SVGChart, _ histogram: LossHistogram, _ figures: QuantityFigures,
    _ x: AxisScale, top: Double, bottom: Double
  ) {
    let total = Double(histogram.total)
    let shares = histogram.counts.map { Double($0) / total }
    let ranked = shares.sorted(by: >)
    // One bin that dwarfs the others (no loss at all, mostly) is cut and labelled.
    let second = ranked.count > 1 ? ranked[1] : 0
    let isCut = second > 0 && ranked[0] > 5 * second
    let y = AxisScale(from: 0, to: isCut ? 1.4 * second : ranked[0], start: bottom, end: top)
    chart.gridLines(y, .percent, from: left, to: right)
    let tailStart = figures.tails.first?.valueAtRisk.value ?? .infinity
    for (i, share) in shares.enumerated() where share > 0 {
      let lower = histogram.edge(i)
      let upper = histogram.edge(i + 1)
      // A loss that is always the same has a bar in the middle.
      let isPoint = histogram.binWidth == 0
      let start = isPoint ? x(lower) - 8 : x(lower)
      let width = isPoint ? 16 : x(upper) - start
      let middle = (lower + upper) / 2
      let tip =
        "\(MoneyText.short(lower)) to \(MoneyText.short(upper)): "
        + "\(NumberText.count(histogram.counts[i])) paths, \(PercentText.share(share))"
      chart.bar(
        start, y(share), max(width - 0.6, 0.6), bottom - y(share),
        middle > tailStart ? "bar tail" : "bar", tip: tip)
      if isCut && share == ranked[0] {
        let middle = start + width / 2
        chart.line(start - 2, top + 14, start + width + 2, top + 9, "cut")
        let text = PercentText.share(share)
        let isRoomRight = middle < (left + right) / 2
        chart.text(
          text, isRoomRight ? start + width + 4 : start - 4, top + 12,
          isRoomRight ? .start : .end, "t halo")
      }
    }
  }

  /// A lane: whisker for the interval, dot for the figure, text on the side with more room, and a
  /// line down into the histogram.
  private static func draw(
    _ mark: Mark, _ chart: inout SVGChart, _ x: AxisScale, y: Double, bottom: Double
  ) {
    let figure = mark.figure
    let center = x(figure.value)
    let low = figure.lower.map { x($0) } ?? x.start
    let high = figure.upper.map { x($0) } ?? x.end
    chart.line(center, y, center, bottom, "drop \(mark.style)")
    chart.line(low, y, high, y, "whisker \(mark.style)")
    for end in [low, high] { chart.line(end, y - 4, end, y + 4, "whisker \(mark.style)") }
    chart.dot(
      center, y, mark.style,
      tip: "\(mark.name) \(MoneyText.withError(figure)), interval \(MoneyText.interval(figure))")
    let text = "\(mark.name)  \(MoneyText.withError(figure))"
    let isRoomLeft = low - x.start > x.end - high
    chart.text(
      text, isRoomLeft ? low - 6 : high + 6, y + 4.2, isRoomLeft ? .end : .start, "t halo")
  }

  private static func description(
    _ subject: SubjectResult, _ quantity: LossQuantity, _ marks: [Mark]
  ) -> String {
    let figures = marks.map { "\($0.name) \(MoneyText.withError($0.figure))" }
    let list = figures.isEmpty ? "no tail figures" : figures.joined(separator: ", ")
    return "Distribution of \(quantity.words), \(subject.title): \(list)."
  }

  private static func note(_ histogram: LossHistogram) -> String? {
    let parts = [(histogram.below, "below"), (histogram.above, "above")].filter { $0.0 > 0 }
    guard !parts.isEmpty else { return nil }
    let texts = parts.map { "\(NumberText.count($0)) paths lie \($1) the bins" }
    return texts.joined(separator: "; ") + "."
  }
}

extension LossHistogram {
  /// Edge `i` of the bins, in the numeraire; edge 0 is the lowest.
  func edge(_ i: Int) -> Double { lowerEdge + Double(i) * binWidth }
  /// Upper edge of the last bin.
  var upperEdge: Double { edge(counts.count) }
  /// Paths in the bins and outside them.
  var total: Int { counts.reduce(below + above, +) }
}
