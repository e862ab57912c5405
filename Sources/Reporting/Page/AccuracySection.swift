import Studies

/// Whether there are enough paths: VaR and ES as paths are added.
enum AccuracySection: HTMLSection {
  static let id = "accuracy"
  static let title = "Convergence"

  static func body(_ result: RunResult, _ context: ReportContext) -> HTML? {
    let figures = result.plan.measurement.levels.compactMap {
      ConvergenceChart.figure(
        of: result.convergence, level: $0, numeraire: result.plan.words.numeraire)
    }
    guard !figures.isEmpty else { return nil }
    return """
      <p class="lead soft">The total's VaR and ES of \(result.total.view.quantity.words) over the \
      first so many paths, with 95 % intervals. Lines that have become flat and bands that are narrow \
      against the figure mean enough paths; four times the paths halve a band.</p>
      <div class="charts">
      \(HTML.joined(figures))</div>

      """
  }
}
