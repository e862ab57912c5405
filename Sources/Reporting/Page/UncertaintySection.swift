import Studies

/// How much of an interval comes from the parameters, where the run draws them.
enum UncertaintySection: HTMLSection {
  static let id = "parameters"
  static let title = "Parameter uncertainty"

  static func body(_ result: RunResult, _ context: ReportContext) -> HTML? {
    guard let uncertainty = result.uncertainty else { return nil }
    let drawn = uncertainty.factors.map { factor -> HTML in
      let again = factor.refusals > 0 ? ", \(factor.refusals) draws refused and repeated" : ""
      return "<li>\(factor.factor): \(factor.parameters.joined(separator: ", "))\(again)</li>\n"
    }
    return """
      <p class="lead soft">The market's parameters are estimates. \
      \(NumberText.count(uncertainty.batches)) batches of paths were run again, each with parameters \
      drawn from their estimated law. How far that moves VaR and ES, beyond sampling error, is the \
      parameters' part of the error. It shrinks with more history, not with more paths.</p>
      \(table(result, uncertainty))<p class="note">“At the estimates” is the figure of the other \
      sections. “Drawn” is the figure of all paths with drawn parameters together, which is what is \
      known of the loss if the errors of the parameters count as risk. “Parameters’ share” is their part \
      of the variance behind the interval with parameters. Priors, correlations, prices and starting \
      values are not drawn.</p>
      \(HTML.folded("Parameters that were drawn", "<ul>\n\(HTML.joined(drawn))</ul>\n"))
      """
  }

  private static func table(_ result: RunResult, _ uncertainty: UncertaintyResult) -> HTML {
    var table = HTMLTable(
      [
        .text("Figure"), .number("At the estimates"), .number("Interval, Monte Carlo alone"),
        .number("Interval with parameters"), .number("Parameters’ share"), .number("Drawn"),
      ], title: "VaR and ES with the errors of the parameters",
      unit: "\(result.plan.words.numeraire.rawValue), positive is a loss; intervals of 95 %")
    for tail in uncertainty.tails {
      let subject = result.subjects[tail.subject]
      guard tail.quantity == subject.view.quantity else { continue }
      for (name, figure) in [("VaR", tail.valueAtRisk), ("ES", tail.expectedShortfall)] {
        table.append(cells("\(subject.title), \(name) \(PercentText.level(tail.level))", figure))
      }
    }
    return table.markup
  }

  private static func cells(_ name: String, _ figure: UncertainFigure) -> [HTML] {
    let alone = MoneyText.interval(Figure(figure.simulated))
    let both = MoneyText.interval(Figure(figure.combined))
    let share = figure.parameterShare.map(PercentText.share) ?? "–"
    return [
      "\(name)", .cell(Figure(figure.simulated)), "\(alone)", "\(both)", "\(share)",
      .cell(Figure(figure.predictive)),
    ]
  }
}
