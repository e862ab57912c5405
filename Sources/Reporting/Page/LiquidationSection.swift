import Studies

/// When accounts are liquidated.
enum LiquidationSection: HTMLSection {
  static let id = "liquidations"
  static let title = "Time of first liquidation"

  static func body(_ result: RunResult, _ context: ReportContext) -> HTML? {
    let figures = result.distinctSubjects.map { HazardChart.figure(of: $0, plan: result.plan) }
    return """
      <p class="lead soft">Of the paths without a liquidation so far, the share that has its first \
      one in each span, with 95 % intervals. A path counts for a book when its first account is \
      liquidated. Liquidation is checked \(result.plan.losses.monitoringWords).</p>
      <div class="charts">
      \(HTML.joined(figures))</div>

      """
  }
}
