import Passes
import Studies

/// The distribution of one loss: a histogram, and above it VaR and ES with their intervals, each in
/// a lane of its own so that no label covers another.
enum LossChart {
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
    let unordered = marks(of: figures)
    let window = LossWindow(histogram, unordered.map(\.figure))
    let top = 16 + laneHeight * Double(unordered.count)
    let bottom = top + plotHeight
    let bars = LossBars(histogram, window, tailStart: figures.tails.first?.valueAtRisk.value)
    let y = bars.heights(top: top, bottom: bottom)
    let x = AxisScale(
      from: window.low, to: window.high, start: SVGChart.plotLeft(y, .percent), end: right)
    let marks = arranged(unordered, x)
    var chart = SVGChart(height: bottom + 40)
    bars.draw(&chart, x, y)
    drawLines(marks, &chart, x, bottom: bottom)
    drawLabels(marks, &chart, x)
    bars.label(&chart, x, top: top)
    chart.baseLine(x, .money, at: bottom)
    chart.text("loss, \(numeraire.rawValue)", (x.start + right) / 2, bottom + 34, .middle)
    return chart.figure(
      title: subject.title, unit: "\(quantity.words), \(numeraire.rawValue)",
      description: description(subject, quantity, marks), note: window.note)
  }

  private struct Mark {
    let name: String
    let figure: Figure
    let style: String

    var label: String { "\(name)  \(MoneyText.withError(figure))" }

    /// Ends of the interval in the picture.
    func ends(_ x: AxisScale) -> (low: Double, high: Double) {
      (figure.lower.map { x($0) } ?? x.start, figure.upper.map { x($0) } ?? x.end)
    }

    /// Whether there is room for the label to the left of the interval.
    func fitsLeft(_ x: AxisScale) -> Bool { ends(x).low - 6 > SVGChart.width(of: label) }

    /// Where the label stands: beside the interval, or over it where it is as wide as the picture.
    func labelPlace(_ x: AxisScale) -> (x: Double, anchor: SVGChart.Anchor) {
      let (low, high) = ends(x)
      if fitsLeft(x) { return (low - 6, .end) }
      if high + 6 + SVGChart.width(of: label) <= SVGChart.width { return (high + 6, .start) }
      let center = x(figure.value)
      return center > SVGChart.width / 2 ? (center - 8, .end) : (center + 8, .start)
    }
  }

  /// Marks from top to bottom. Where labels stand left, the largest is on top, so that no line that
  /// runs down from a mark meets the label of another; where they stand right, the smallest is.
  private static func arranged(_ marks: [Mark], _ x: AxisScale) -> [Mark] {
    let ascending = marks.enumerated().sorted {
      ($0.element.figure.value, $0.offset) < ($1.element.figure.value, $1.offset)
    }.map(\.element)
    return marks.allSatisfy { $0.fitsLeft(x) } ? ascending.reversed() : ascending
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

  private static func lane(_ i: Int) -> Double { 6 + laneHeight * (Double(i) + 0.5) }

  /// In each lane a whisker for the interval and a dot for the figure, with a line down.
  private static func drawLines(
    _ marks: [Mark], _ chart: inout SVGChart, _ x: AxisScale, bottom: Double
  ) {
    for (i, mark) in marks.enumerated() {
      let y = lane(i)
      let center = x(mark.figure.value)
      let (low, high) = mark.ends(x)
      chart.line(center, y, center, bottom, "drop \(mark.style)")
      chart.line(low, y, high, y, "whisker \(mark.style)")
      for end in [low, high] { chart.line(end, y - 4, end, y + 4, "whisker \(mark.style)") }
      chart.dot(
        center, y, mark.style,
        tip: "\(mark.name) \(MoneyText.withError(mark.figure)), "
          + "interval \(MoneyText.interval(mark.figure))")
    }
  }

  /// Labels on the side with room, over a ground that hides the lines behind them.
  private static func drawLabels(_ marks: [Mark], _ chart: inout SVGChart, _ x: AxisScale) {
    for (i, mark) in marks.enumerated() {
      let place = mark.labelPlace(x)
      chart.label(mark.label, place.x, lane(i), place.anchor)
    }
  }

  private static func description(
    _ subject: SubjectResult, _ quantity: LossQuantity, _ marks: [Mark]
  ) -> String {
    let figures = marks.map { "\($0.name) \(MoneyText.withError($0.figure))" }
    let list = figures.isEmpty ? "no tail figures" : figures.joined(separator: ", ")
    return "Distribution of \(quantity.words), \(subject.title): \(list)."
  }
}
