import Simulation

/// What the paths look like: fan charts of prices, discounts and rates.
enum MarketSection: HTMLSection {
  static let id = "market"
  static let title = "Simulated market"

  static func body(_ result: RunResult, _ context: ReportContext) -> HTML? {
    guard let first = result.series.first else { return nil }
    let figures = result.series.map(FanChart.figure)
    return """
      <p class="lead soft">Quantiles on each day, from the first \
      \(NumberText.count(first.paths)) paths. Numbers at the right edge are the outer quantiles and \
      the median on the last day. A positive discount means that the token trades below what the \
      protocol redeems it for.</p>
      \(FanChart.legend(of: first))<div class="charts">
      \(HTML.joined(figures))</div>

      """
  }
}
