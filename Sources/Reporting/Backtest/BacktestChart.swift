import Backtesting
import RiskMeasures

/// Pictures of a backtest.
enum BacktestChart {
  private static let right = 390.0

  /// Losses day by day against VaR of the highest level; losses above it are marked.
  static func losses(_ model: ModelFigures, _ plan: BacktestPlan, horizon h: Int) -> HTML {
    let k = plan.levels.count - 1
    let days = model.days.filter { $0.horizons[h].loss != nil }
    let losses = days.map { $0.horizons[h].loss ?? 0 }
    let limits = days.map { $0.horizons[h].valueAtRisk[k] }
    var chart = SVGChart(height: 210)
    let y = AxisScale(
      from: min(0, losses.min() ?? 0), to: max(losses.max() ?? 0, limits.max() ?? 0), start: 186,
      end: 8)
    let left = SVGChart.plotLeft(y, .money)
    let x = AxisScale(from: 0, to: Double(max(1, days.count - 1)), start: left, end: right)
    chart.gridLines(y, .money, from: left, to: right)
    for i in days.indices {
      let place = x(Double(i))
      chart.line(place, y(0), place, y(losses[i]), losses[i] > limits[i] ? "es over" : "day")
    }
    chart.path(days.indices.map { (x(Double($0)), y(limits[$0])) }, "median thin")
    for i in days.indices where losses[i] > limits[i] {
      chart.dot(
        x(Double(i)), y(losses[i]), "es",
        tip:
          "\(days[i].date): loss \(MoneyText.short(losses[i])), VaR \(MoneyText.short(limits[i]))")
    }
    addYears(&chart, days, x)
    let level = PercentText.level(plan.levels[k].value)
    let over = days.indices.count { losses[$0] > limits[$0] }
    return chart.figure(
      title: "\(model.model.name), \(plan.horizons[h]) d",
      unit: "loss by day of the forecast, \(plan.run.words.numeraire.rawValue); line: VaR \(level)",
      description: "\(over) of \(days.count) losses lie above VaR \(level)")
  }

  private static func addYears(
    _ chart: inout SVGChart, _ days: [ForecastDay], _ x: AxisScale
  ) {
    chart.line(x.start, 186, right, 186, "a")
    for (i, day) in days.enumerated() {
      let (year, month, date) = day.date.components
      guard month == 1, date == 1 else { continue }
      chart.line(x(Double(i)), 186, x(Double(i)), 190, "a")
      chart.text(String(year), min(x(Double(i)), right - 16), 203, .middle)
    }
  }

  /// Transforms in ten cells; the band holds 95 of 100 bars if the model is right.
  static func transforms(_ model: ModelFigures, horizon h: Int) -> HTML {
    let figures = model.horizons[h]
    let counts = figures.transform.histogram(cells: 10)
    let n = Double(figures.testedDays)
    let half = 1.96 * (n * 0.1 * 0.9).squareRoot()
    var chart = SVGChart(height: 190)
    let y = AxisScale(
      from: 0, to: max(Double(counts.max() ?? 0), n / 10 + half) * 1.05, start: 166, end: 8)
    let left = SVGChart.plotLeft(y, .plain)
    let x = AxisScale(from: 0, to: 1, start: left, end: right)
    chart.gridLines(y, .plain, from: left, to: right)
    for (i, count) in counts.enumerated() {
      let start = x(Double(i) / 10)
      chart.bar(
        start, y(Double(count)), x(Double(i + 1) / 10) - start - 1, 166 - y(Double(count)),
        i == 9 ? "bar tail" : "bar", tip: "\(count) days")
    }
    let ends = [n / 10 - half, n / 10 + half].map { y(max(0, $0)) }
    chart.band(
      [(left, ends[1]), (right, ends[1])], [(left, ends[0]), (right, ends[0])], "cband var",
      tip: "95 % band of one bar")
    chart.line(left, y(n / 10), right, y(n / 10), "var")
    chart.baseLine(x, .plain, at: 166)
    return chart.figure(
      title: "\(model.model.name), \(figures.days) d",
      unit: "days by P(loss forecast ≤ loss), \(NumberText.count(figures.testedDays)) days",
      description: "Histogram of the probability integral transforms in ten cells")
  }
}
