import Calibration
import Foundation
import Tables

/// Pictures of one fitted factor.
enum CalibrationCharts {
  private static let right = SVGChart.width - 8
  private static let top = 8.0
  private static let bottom = 180.0

  /// The history that was fitted, by year.
  static func series(_ series: DatedSeries) -> HTML {
    let values = series.values
    guard let low = values.min(), let high = values.max(), let first = series.dates.first,
      let last = series.dates.last
    else { return HTML() }
    func year(_ date: CalendarDate) -> Double {
      let start = CalendarDate(year: date.components.year, month: 1, day: 1) ?? date
      return Double(date.components.year) + start.yearFraction(to: date, daysPerYear: 365.2425)
    }
    let isPrice = low > 0 && high > 5 * low
    let label = isPrice ? AxisLabel.money : .plain
    let y = AxisScale(from: low, to: high, start: bottom, end: top)
    let left = SVGChart.plotLeft(y, label)
    let x = AxisScale(from: year(first), to: year(last), start: left, end: right)
    var chart = SVGChart(height: 220)
    chart.gridLines(y, label, from: left, to: right)
    // A picture 340 units wide shows no more than some 700 points.
    let stride = max(1, values.count / 700)
    let points = values.indices.filter { $0 % stride == 0 || $0 == values.count - 1 }.map { i in
      (x(year(series.dates[i])), y(values[i]))
    }
    chart.path(points, "cline var")
    chart.line(left, bottom + 4, right, bottom + 4, "a")
    for tick in x.ticks(about: 5) {
      chart.line(x(tick), bottom + 4, x(tick), bottom + 8, "a")
      let text = tick == tick.rounded() ? String(Int(tick)) : yearAndMonth(tick)
      let half = SVGChart.width(of: text) / 2
      chart.text(
        text, min(max(x(tick), half), SVGChart.width - half), bottom + 21, .middle)
    }
    return chart.figure(
      title: "History", unit: series.name,
      description: "\(series.name) from \(first) to \(last), between \(low) and \(high).")
  }

  private static func yearAndMonth(_ year: Double) -> String {
    let month = Int(((year - year.rounded(.down)) * 12).rounded(.down)) + 1
    return "\(Int(year))-" + (month < 10 ? "0\(month)" : "\(month)")
  }

  /// Residuals by rank against the fitted law.
  static func quantiles(_ points: [QuantilePoint]) -> HTML {
    guard let first = points.first, let last = points.last else { return HTML() }
    let low = min(first.expected, first.observed)
    let high = max(last.expected, last.observed)
    let y = AxisScale(from: low, to: high, start: bottom, end: top)
    let left = SVGChart.plotLeft(y, .plain)
    let x = AxisScale(from: low, to: high, start: left, end: right)
    var chart = SVGChart(height: 220)
    chart.gridLines(y, .plain, from: left, to: right)
    chart.path([(x(low), y(low)), (x(high), y(high))], "cline es")
    for point in thinned(points) {
      chart.dot(
        x(point.expected), y(point.observed), "var",
        tip: "\(short(point.expected)) expected, \(short(point.observed)) observed")
    }
    chart.baseLine(x, .plain, at: bottom + 4)
    chart.text("fitted law", (left + right) / 2, 217, .middle)
    return chart.figure(
      title: "Quantiles of residuals", unit: "observed against fitted",
      description:
        "The smallest residual is \(short(first.observed)), where the law expects "
        + "\(short(first.expected)); the largest is \(short(last.observed)) against "
        + "\(short(last.expected)).")
  }

  /// Probability of residuals beyond a size, on both sides, observed and fitted.
  static func tails(_ points: [QuantilePoint]) -> HTML {
    let n = Double(points.count)
    let lower = points.prefix { $0.probability < 0.2 && $0.observed < 0 }.map {
      (size: -$0.observed, law: -$0.expected, probability: $0.probability)
    }
    let upper = points.reversed().prefix { $0.probability > 0.8 && $0.observed > 0 }.map {
      (size: $0.observed, law: $0.expected, probability: 1 - $0.probability)
    }
    let all = (lower + upper).filter { $0.size > 0 && $0.law > 0 }
    guard let least = all.map({ min($0.size, $0.law) }).min(),
      let most = all.map({ max($0.size, $0.law) }).max()
    else { return HTML() }
    let y = AxisScale(from: 0.4 / n, to: 0.2, start: bottom, end: top, kind: .logarithmic)
    let left = SVGChart.plotLeft(y, .percent)
    let x = AxisScale(from: least, to: most, start: left, end: right)
    var chart = SVGChart(height: 220)
    chart.gridLines(y, .percent, from: left, to: right)
    for (side, style) in [(lower, "es"), (upper, "var")] {
      chart.path(side.map { (x($0.law), y($0.probability)) }, "cline \(style)")
      for point in side {
        chart.dot(
          x(point.size), y(point.probability), style,
          tip: "beyond \(short(point.size)): \(PercentText.share(point.probability))")
      }
    }
    chart.baseLine(x, .plain, at: bottom + 4)
    chart.text("size of the residual", (left + right) / 2, 217, .middle)
    return chart.figure(
      title: "Tails", unit: "share beyond; dots observed, lines fitted",
      description: "Tails of \(points.count) residuals against the fitted law.",
      note: "Red: falls. Black: rises.")
  }

  /// Autocorrelations with the band that 95 % of independent series keep to.
  static func autocorrelations(_ values: [Double], bound: Double, title: String) -> HTML {
    let reach = max(bound * 1.5, values.map(\.magnitude).max() ?? 0)
    let y = AxisScale(from: -reach, to: reach, start: bottom, end: top)
    let left = SVGChart.plotLeft(y, .plain)
    let x = AxisScale(from: 0, to: Double(values.count) + 1, start: left, end: right)
    var chart = SVGChart(height: 220)
    chart.gridLines(y, .plain, from: left, to: right)
    chart.band(
      [(left, y(bound)), (right, y(bound))], [(left, y(-bound)), (right, y(-bound))], "band b0",
      tip: "95 % of independent series: ±\(short(bound))")
    for (i, value) in values.enumerated() {
      let lag = Double(i + 1)
      chart.bar(
        x(lag) - 4, min(y(value), y(0)), 8, abs(y(value) - y(0)),
        abs(value) > bound ? "bar tail" : "bar", tip: "lag \(i + 1): \(short(value))")
    }
    chart.line(left, y(0), right, y(0), "a")
    chart.baseLine(x, .plain, at: bottom + 4)
    chart.text("lag", (left + right) / 2, 217, .middle)
    let outside = values.count { abs($0) > bound }
    return chart.figure(
      title: title, unit: "autocorrelation",
      description: "\(outside) of \(values.count) lags lie outside the band.")
  }

  /// The tails whole, the middle thinned: some 250 points.
  private static func thinned(_ points: [QuantilePoint]) -> [QuantilePoint] {
    let stride = max(1, points.count / 150)
    return points.enumerated().filter { i, _ in
      i < 50 || i >= points.count - 50 || i % stride == 0
    }.map(\.element)
  }

  static func short(_ value: Double) -> String { NumberText.significant(value, digits: 3) }
}
