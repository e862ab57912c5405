import Simulation

/// Borrow capacity against ES of bad debt, one point a policy; a line joins those that none dominates.
enum FrontierChart {
  /// Points are numbered in the order of the run document.
  static func figure(_ result: PolicyResult) -> HTML {
    let totals = result.outcomes.map(\.total)
    let ends = totals.flatMap { subject in
      let shortfall = Figure(subject.expectedShortfall)
      return [shortfall.value, shortfall.lower, shortfall.upper].compactMap { $0 }
    }
    let capacities = totals.map(\.borrowCapacity)
    guard let least = capacities.min(), let most = capacities.max(), let top = ends.max() else {
      return ""
    }
    let margin = max((most - least) * 0.06, most * 1e-3)
    var chart = SVGChart(height: 330)
    let x = AxisScale(from: max(0, least - margin), to: most + margin, start: 56, end: 392)
    let y = AxisScale(from: 0, to: max(top * 1.05, 1e-9), start: 290, end: 14)
    chart.gridLines(y, .money, from: x.start, to: x.end)
    chart.baseLine(x, .money, at: y.start)
    let frontier = result.outcomes.filter { $0.dominatedBy == nil }.map(\.total)
      .sorted { $0.borrowCapacity < $1.borrowCapacity }
    chart.path(
      frontier.map { (x($0.borrowCapacity), y($0.expectedShortfall.value)) }, "cline var")
    for outcome in result.outcomes { draw(outcome, &chart, x, y) }
    label(result.outcomes, &chart, x, y)
    let level = PercentText.level(result.policies.level)
    return chart.figure(
      title: "What each policy lets borrow, and its tail",
      unit: "ES \(level) of bad debt over borrow capacity, \(result.plan.numeraire.rawValue)",
      description:
        "Each policy's borrow capacity and expected shortfall of bad debt; the table below has the figures.",
      note: "Farther right and lower is better. The line joins policies that no other dominates; "
        + "whiskers are 95 % intervals. Points close to each other share most of their paths: "
        + "compare them by their paired differences.")
  }

  private static func draw(
    _ outcome: PolicyOutcome, _ chart: inout SVGChart, _ x: AxisScale, _ y: AxisScale
  ) {
    let shortfall = Figure(outcome.total.expectedShortfall)
    let place = (x(outcome.total.borrowCapacity), y(shortfall.value))
    if let lower = shortfall.lower, let upper = shortfall.upper {
      chart.line(place.0, y(max(0, lower)), place.0, y(upper), "a")
    }
    chart.dot(
      place.0, place.1, outcome.dominatedBy == nil ? "var" : "es",
      tip: "\(outcome.candidate.name): \(MoneyText.short(outcome.total.borrowCapacity)), ES "
        + MoneyText.withError(shortfall))
  }

  /// Numbers beside their points; where points crowd, one above the other with a line to its point.
  private static func label(
    _ outcomes: [PolicyOutcome], _ chart: inout SVGChart, _ x: AxisScale, _ y: AxisScale
  ) {
    var taken: [(x: Double, y: Double)] = []
    let order = outcomes.indices.sorted {
      outcomes[$0].total.borrowCapacity > outcomes[$1].total.borrowCapacity
    }
    for k in order {
      let total = outcomes[k].total
      let point = (x: x(total.borrowCapacity), y: y(total.expectedShortfall.value))
      var place = (x: point.x + 5, y: point.y - 4)
      while taken.contains(where: { abs($0.x - place.x) < 16 && abs($0.y - place.y) < 12 }) {
        place.y -= 12
      }
      taken.append(place)
      if place.y < point.y - 5 { chart.line(point.x, point.y, place.x, place.y - 3, "g") }
      chart.text("\(k + 1)", place.x, place.y, .start, "t ink")
    }
  }
}
