import Studies

/// The errors of the parameters on standard output.
enum UncertaintyText {
  /// VaR of the total and the books in their views; no lines where no parameters are drawn.
  static func lines(_ result: RunResult) -> [String] {
    guard let uncertainty = result.uncertainty else { return [] }
    var table = TextTable([
      "With drawn parameters", "level", "VaR", "Monte Carlo alone", "with parameters", "share",
    ])
    for tail in uncertainty.tails {
      let subject = result.subjects[tail.subject]
      guard tail.quantity == subject.view.quantity else { continue }
      let figure = tail.valueAtRisk
      table.append([
        subject.title, PercentText.level(tail.level),
        MoneyText.short(figure.simulated.value), MoneyText.interval(Figure(figure.simulated)),
        MoneyText.interval(Figure(figure.combined)),
        figure.parameterShare.map(PercentText.share) ?? "–",
      ])
    }
    return [""] + table.lines
  }
}
