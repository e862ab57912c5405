import Passes

/// The spread of one series by day: bands between matching quantiles around the median.
enum FanChart {
  private static let top = 8.0
  private static let bottom = 180.0

  static func figure(of quantiles: SeriesQuantiles) -> HTML {
    let label = AxisLabel(unit: quantiles.series.unit)
    let values = quantiles.values.joined()
    guard let low = values.min(), let high = values.max(), let first = quantiles.days.first,
      let last = quantiles.days.last, let end = quantiles.values.last
    else { return HTML() }
    let outer = quantiles.outerIndices
    let resolution = (high - low) / 100
    func text(_ value: Double) -> String { label.text(of: value, resolution: resolution) }
    let endLabels = [outer.last, quantiles.median, outer.first].compactMap { $0 }
    let right = SVGChart.width - 4 - endLabelWidth(endLabels.map { text(end[$0]) })
    let y = AxisScale(from: low, to: high, start: bottom, end: top)
    let left = SVGChart.plotLeft(y, label)
    let x = AxisScale(from: first, to: last, start: left, end: right)
    var chart = SVGChart(height: 220)
    chart.gridLines(y, label, from: left, to: right)
    for (k, pair) in quantiles.bandIndices.enumerated() {
      let name = quantiles.bandName(pair)
      let ends = "\(text(end[pair.low])) to \(text(end[pair.high]))"
      chart.band(
        points(quantiles, pair.high, x, y), points(quantiles, pair.low, x, y),
        "band b\(min(k, 2))", tip: "\(name) of paths; on the last day \(ends)")
    }
    if let median = quantiles.median {
      chart.path(points(quantiles, median, x, y), "median")
    }
    chart.baseLine(x, .plain, at: bottom + 4)
    let positions = spread(endLabels.map { y(end[$0]) }, gap: 14, in: top + 4...bottom)
    for (index, position) in zip(endLabels, positions) {
      chart.text(
        text(end[index]), right + 5, position + 4, .start,
        index == quantiles.median ? "t strong" : "t")
    }
    chart.text("days", (left + right) / 2, 217, .middle)
    return chart.figure(
      title: quantiles.series.name, unit: label.words(unit: quantiles.series.unit),
      description: description(quantiles, text))
  }

  /// The bands by name, for the legend above the charts.
  static func legend(of quantiles: SeriesQuantiles) -> HTML {
    let bands = quantiles.bandIndices.enumerated().reversed().map { k, pair -> HTML in
      "<span><i class=\"sw b\(String(min(k, 2)))\"></i>\(quantiles.bandName(pair)) of paths</span>"
    }
    return """
      <p class="legend"><span><i class="sw line"></i>median</span>\(HTML.joined(bands))</p>

      """
  }

  private static func points(
    _ quantiles: SeriesQuantiles, _ index: Int, _ x: AxisScale, _ y: AxisScale
  ) -> [(Double, Double)] {
    zip(quantiles.days, quantiles.values).map { day, row in (x(day), y(row[index])) }
  }

  private static func endLabelWidth(_ labels: [String]) -> Double {
    (labels.map { SVGChart.width(of: $0) }.max() ?? 0) + 5
  }

  private static func description(
    _ quantiles: SeriesQuantiles, _ text: (Double) -> String
  ) -> String {
    guard let end = quantiles.values.last, let day = quantiles.days.last else { return "" }
    let parts = zip(quantiles.probabilities, end).map { probability, value in
      "\(PercentText.level(probability)) quantile \(text(value))"
    }
    let days = NumberText.plain(day)
    return "\(quantiles.series.name) after \(days) days: \(parts.joined(separator: ", "))."
  }

  /// Moves positions apart until none is nearer than `gap` to the next, in a given order.
  ///
  /// - Parameter positions: Ascending coordinates, top to bottom.
  static func spread(
    _ positions: [Double], gap: Double, in range: ClosedRange<Double>
  ) -> [Double] {
    var moved = positions
    for i in moved.indices.dropFirst() { moved[i] = max(moved[i], moved[i - 1] + gap) }
    var limit = range.upperBound
    for i in moved.indices.reversed() {
      moved[i] = min(moved[i], limit)
      limit = moved[i] - gap
    }
    return moved
  }
}

extension SeriesQuantiles {
  /// Index of the median's probability.
  var median: Int? { probabilities.firstIndex { abs($0 - 0.5) < 1e-9 } }

  /// Indices of the lowest and highest probability.
  var outerIndices: [Int] { probabilities.count < 2 ? [] : [0, probabilities.count - 1] }

  /// Pairs p and 1 − p, widest first.
  var bandIndices: [(low: Int, high: Int)] {
    probabilities.indices.compactMap { i in
      guard probabilities[i] < 0.5 - 1e-9 else { return nil }
      let mate = probabilities.firstIndex { abs($0 + probabilities[i] - 1) < 1e-9 }
      return mate.map { (i, $0) }
    }
  }

  /// The share of paths between two quantiles: `98 %`.
  func bandName(_ pair: (low: Int, high: Int)) -> String {
    PercentText.level(probabilities[pair.high] - probabilities[pair.low])
  }
}

extension AxisLabel {
  /// How a series with this unit is written.
  init(unit: String) {
    switch unit {
    case "fraction", "per year": self = .percent
    case "days": self = .plain
    default: self = .money
    }
  }

  /// The unit as the heading names it.
  func words(unit: String) -> String {
    switch unit {
    case "fraction": "%"
    case "per year": "% a year"
    default: unit
    }
  }
}
