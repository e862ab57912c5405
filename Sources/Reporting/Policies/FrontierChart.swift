import Studies

/// Borrow capacity against ES of bad debt, one named point a policy; a line joins those that none
/// dominates.
enum FrontierChart {
  private static let top = 14.0
  private static let bottom = 360.0

  static func figure(_ result: PolicyResult) -> HTML {
    let totals = result.outcomes.map(\.total)
    let ends = totals.flatMap { subject in
      let shortfall = Figure(subject.expectedShortfall)
      return [shortfall.value, shortfall.lower, shortfall.upper].compactMap { $0 }
    }
    let capacities = totals.map(\.borrowCapacity)
    guard let least = capacities.min(), let most = capacities.max(), let highest = ends.max() else {
      return ""
    }
    let margin = max((most - least) * 0.06, most * 1e-3)
    let y = AxisScale(from: 0, to: max(highest * 1.05, 1e-9), start: bottom, end: top)
    let x = AxisScale(
      from: max(0, least - margin), to: most + margin, start: SVGChart.plotLeft(y, .money), end: 392
    )
    var chart = SVGChart(height: bottom + 40)
    chart.gridLines(y, .money, from: x.start, to: x.end)
    chart.baseLine(x, .money, at: y.start)
    chart.text(
      "borrow capacity, \(result.plan.words.numeraire.rawValue)", (x.start + x.end) / 2,
      bottom + 34,
      .middle)
    let frontier = result.outcomes.filter { $0.dominatedBy == nil }.map(\.total)
      .sorted { $0.borrowCapacity < $1.borrowCapacity }
      .map { (x: x($0.borrowCapacity), y: y($0.expectedShortfall.value)) }
    chart.path(frontier.map { ($0.x, $0.y) }, "cline var")
    for outcome in result.outcomes { draw(outcome, &chart, x, y) }
    let unnamed = label(result.outcomes, &chart, x, y, frontier)
    let level = PercentText.level(result.policies.level)
    return chart.figure(
      title: "What each policy lets borrow, and its tail",
      unit: "ES \(level) of bad debt over borrow capacity, \(result.plan.words.numeraire.rawValue)",
      description:
        "Each policy's borrow capacity and expected shortfall of bad debt; the table below has the figures.",
      note:
        "Farther right and lower is better. The line joins policies that no other dominates, red "
        + "points are dominated; whiskers are 95 % intervals. Points close to each other share most of "
        + "their paths: compare them by their paired differences."
        + (unnamed.isEmpty ? "" : " Without room for a name: \(unnamed.joined(separator: ", "))."))
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

  /// Names beside their points; a name that stands farther off has a line to its point.
  ///
  /// - Returns: Names that no place was found for.
  private static func label(
    _ outcomes: [PolicyOutcome], _ chart: inout SVGChart, _ x: AxisScale, _ y: AxisScale,
    _ frontier: [(x: Double, y: Double)]
  ) -> [String] {
    let points = outcomes.map {
      (x: x($0.total.borrowCapacity), y: y($0.total.expectedShortfall.value))
    }
    let whiskers = outcomes.map { outcome in
      let figure = Figure(outcome.total.expectedShortfall)
      let place = x(outcome.total.borrowCapacity)
      return LabelPlacer.Line(
        from: (place, y(max(0, figure.lower ?? figure.value))),
        to: (place, y(figure.upper ?? figure.value)))
    }
    let placer = LabelPlacer(
      in: .init(left: x.start, top: 0, right: SVGChart.width, bottom: y.start), points: points,
      lines: whiskers + zip(frontier, frontier.dropFirst()).map { .init(from: $0, to: $1) })
    let names = outcomes.map { shortened($0.candidate.name) }
    let places = placer.places(widths: names.map { SVGChart.width(of: $0) })
    for (name, place) in zip(names, places) {
      guard let place else { continue }
      let (leader, box) = (place.leader, place.box)
      if leader.length > 10 {
        chart.line(leader.from.x, leader.from.y, leader.to.x, leader.to.y, "leader")
      }
      let isLeft = box.right < leader.from.x
      chart.text(
        name, isLeft ? box.right : box.left, box.bottom - 3, isLeft ? .end : .start, "t ink")
    }
    return zip(outcomes, places).filter { $1 == nil }.map(\.0.candidate.name)
  }

  private static func shortened(_ name: String) -> String {
    name.count > 26 ? name.prefix(25) + "…" : name
  }
}
