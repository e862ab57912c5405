import Passes
import Studies

/// What the paths look like: fan charts of prices, discounts and rates.
enum MarketSection: HTMLSection {
  static let id = "market"
  static let title = "Simulated market"

  static func body(_ result: RunResult, _ context: ReportContext) -> HTML? {
    guard let first = result.series.first else { return nil }
    let shown = result.series.filter { isLeading($0, in: result) }.map(FanChart.figure)
    let others = result.series.filter { !isLeading($0, in: result) }.map(FanChart.figure)
    let folded: HTML =
      others.isEmpty
      ? HTML()
      : .folded(
        "\(NumberText.count(others.count)) more: other prices, borrow rates, waits",
        "<div class=\"charts\">\n\(HTML.joined(others))</div>\n")
    return """
      <p class="lead soft">Quantiles on each day, from the first \
      \(NumberText.count(first.paths)) paths. Numbers at the right edge are the outer quantiles and \
      the median on the last day. A positive discount means that the token trades below what the \
      protocol redeems it for.</p>
      \(FanChart.legend(of: first))<div class="charts">
      \(HTML.joined(shown))</div>
      \(folded)
      """
  }

  /// The first price and all discounts stand open.
  private static func isLeading(_ quantiles: SeriesQuantiles, in result: RunResult) -> Bool {
    switch quantiles.series.source {
    case .discount: true
    case .state: false
    case .mark:
      quantiles.series
        == result.series.first { if case .mark = $0.series.source { true } else { false } }?.series
    }
  }
}
