import Studies

/// Contributions to an expected shortfall as bars from a common zero line: to the right what adds
/// to the loss, to the left what takes from it.
enum ContributionChart {
  private static let rowHeight = 24.0
  private static let barLeft = 128.0
  private static let barRight = 232.0

  /// - Parameters:
  ///   - parts: Descending by contribution; the first twelve by size are drawn.
  ///   - title: For example `By account`.
  static func figure(
    of parts: [ContributionResult.Part], title: String, shortfall: Double, numeraire: Numeraire
  ) -> HTML {
    let shown = largest(parts)
    let values = shown.map(\.contribution.value)
    let ends = shown.flatMap { part -> [Double] in
      let figure = Figure(part.contribution)
      return [figure.lower ?? figure.value, figure.upper ?? figure.value]
    }
    let x = AxisScale(
      from: min(0, ends.min() ?? 0), to: max(0, ends.max() ?? 0), start: barLeft, end: barRight)
    let height = Double(shown.count) * rowHeight + 10
    var chart = SVGChart(height: height)
    for (i, part) in shown.enumerated() {
      draw(part, &chart, x, y: 5 + rowHeight * (Double(i) + 0.5), shortfall: shortfall)
    }
    chart.line(x(0), 2, x(0), height - 2, "a")
    let left = parts.count - shown.count
    let list = shown.map { "\($0.name) \(MoneyText.withError(Figure($0.contribution)))" }
    return chart.figure(
      title: title, unit: "\(numeraire.rawValue) ± standard error, and share of ES",
      description: "\(title): \(list.joined(separator: ", ")).",
      note: left > 0
        ? "The largest \(shown.count) of \(parts.count), together "
          + "\(PercentText.part(values.reduce(0, +), of: shortfall)) of the expected shortfall."
        : nil)
  }

  /// The twelve largest by size, in descending order of their value.
  private static func largest(_ parts: [ContributionResult.Part]) -> [ContributionResult.Part] {
    let ranked = parts.indices.sorted {
      let (a, b) = (parts[$0].contribution.value.magnitude, parts[$1].contribution.value.magnitude)
      return a == b ? $0 < $1 : a > b
    }
    return ranked.prefix(12).sorted().map { parts[$0] }
  }

  private static func draw(
    _ part: ContributionResult.Part, _ chart: inout SVGChart, _ x: AxisScale, y: Double,
    shortfall: Double
  ) {
    let figure = Figure(part.contribution)
    let zero = x(0)
    let end = x(figure.value)
    let amount = MoneyText.withError(figure)
    let share = PercentText.part(figure.value, of: shortfall)
    chart.text(shortened(part.name), barLeft - 8, y + 4.2, .end)
    chart.bar(
      min(zero, end), y - 7, abs(end - zero), 14, figure.value < 0 ? "bar gain" : "bar tail",
      tip: "\(part.name): \(amount), \(share) of the expected shortfall")
    if let low = figure.lower, let high = figure.upper {
      chart.line(x(low), y, x(high), y, "whisker hz")
    }
    chart.text(share, SVGChart.width - 2, y + 4.2, .end, "t strong")
    chart.text(amount, SVGChart.width - 60, y + 4.2, .end)
  }

  private static func shortened(_ name: String) -> String {
    name.count > 17 ? name.prefix(16) + "…" : name
  }
}
