import Studies

/// VaR and ES at one level as paths are added, with their intervals: flat and narrow is converged.
enum ConvergenceChart {
  private static let top = 10.0
  private static let bottom = 160.0

  static func figure(
    of points: [ConvergencePoint], level: Double, numeraire: Numeraire
  ) -> HTML? {
    let lines = [("VaR", "var", \TailFigures.valueAtRisk), ("ES", "es", \.expectedShortfall)]
    let rows = points.compactMap { point in
      point.tails.first { $0.level == level }.map { (paths: Double(point.paths), tail: $0) }
    }
    guard let first = rows.first, let last = rows.last else { return nil }
    let figures = rows.map { row in lines.map { Figure(row.tail[keyPath: $0.2]) } }
    let (low, high) = range(of: figures)
    let right = SVGChart.width - 44
    let y = AxisScale(from: low, to: high, start: bottom, end: top)
    let left = SVGChart.plotLeft(y, .money)
    let x = AxisScale(
      from: first.paths, to: last.paths, start: left, end: right, kind: .logarithmic)
    var chart = SVGChart(height: 200)
    chart.gridLines(y, .money, from: left, to: right)
    for (k, (name, style, _)) in lines.enumerated() {
      let upper = zip(rows, figures).map { (x($0.paths), y($1[k].upper ?? high)) }
      let lower = zip(rows, figures).map { (x($0.paths), y($1[k].lower ?? low)) }
      chart.band(upper, lower, "cband \(style)", tip: "\(name): 95 % interval")
      chart.path(zip(rows, figures).map { (x($0.paths), y($1[k].value)) }, "cline \(style)")
      for (row, figure) in zip(rows, figures) {
        chart.dot(
          x(row.paths), y(figure[k].value), style,
          tip: "\(name), \(NumberText.count(Int(row.paths))) paths: "
            + MoneyText.withError(figure[k]))
      }
    }
    if let end = figures.last {
      let order = [1, 0]
      let places = FanChart.spread(
        order.map { y(end[$0].value) }, gap: 14, in: top...bottom)
      for (k, place) in zip(order, places) {
        chart.text(lines[k].0, right + 8, place + 4, .start, "t strong")
      }
    }
    drawPaths(&chart, rows.map(\.paths), x)
    let end = figures.last.map {
      "VaR \(MoneyText.withError($0[0])), ES \(MoneyText.withError($0[1]))"
    }
    return chart.figure(
      title: "Level \(PercentText.level(level))", unit: numeraire.rawValue,
      description: "VaR and ES at \(PercentText.level(level)) by number of paths; "
        + "with all paths \(end ?? "unknown").")
  }

  /// Ends of the vertical axis: all values, and as much of the intervals as keeps them readable.
  private static func range(of figures: [[Figure]]) -> (low: Double, high: Double) {
    let all = figures.joined()
    let values = all.map(\.value)
    let low = values.min() ?? 0
    let high = values.max() ?? 0
    let room = max((high - low) * 0.75, high.magnitude * 0.01)
    return (
      max(all.compactMap(\.lower).min() ?? low, low - room),
      min(all.compactMap(\.upper).max() ?? high, high + room)
    )
  }

  /// Labels of the numbers of paths, as many as fit.
  private static func drawPaths(_ chart: inout SVGChart, _ paths: [Double], _ x: AxisScale) {
    chart.line(x.start, bottom, x.end, bottom, "a")
    var free = SVGChart.width
    for count in paths.reversed() {
      let text = MoneyText.short(count)
      let half = SVGChart.width(of: text) / 2
      chart.line(x(count), bottom, x(count), bottom + 4, "a")
      guard x(count) + half < free else { continue }
      chart.text(text, x(count), bottom + 17, .middle)
      free = x(count) - half - 6
    }
    chart.text("paths", (x.start + x.end) / 2, bottom + 34, .middle)
  }
}
