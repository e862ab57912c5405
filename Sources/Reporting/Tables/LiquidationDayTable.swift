import RiskMeasures
import Studies
import Tables

/// `liquidation_days.csv`: when paths are first liquidated.
enum LiquidationDayTable: ReportFormat {
  static let fileName = "liquidation_days.csv"
  static let summary = "paths first liquidated and hazard, by step"

  static func render(_ result: RunResult, _ context: ReportContext) -> [UInt8] {
    var table = CSVWriter(
      comments: TableConventions.comments(
        "first liquidations by step", result, context,
        [
          "day: end of the step, counted from the valuation date;"
            + " paths_first_liquidated: paths whose first liquidation is in the step",
          "paths_at_risk: paths not liquidated before it; hazard = first / at risk (0 ... 1),"
            + " with its 95 % interval",
          "for books and the total a path counts when its first account is liquidated",
          TotalWords(result.plan.portfolio).comment,
        ]),
      columns: [
        "kind", "subject", "day", "paths_first_liquidated", "paths_at_risk", "hazard",
        "hazard_lower", "hazard_upper",
      ])
    for subject in result.subjects {
      var atRisk = result.plan.paths.count
      for (step, count) in subject.firstLiquidations.enumerated() {
        let hazard =
          atRisk > 0
          ? Figure(ProbabilityEstimate(successes: count, trials: atRisk)) : nil
        table.append([
          .text(subject.kind.rawValue), .text(subject.name),
          .number(result.plan.paths.grid.days(at: step + 1)), .integer(count), .integer(atRisk),
          TableConventions.number(hazard?.value), TableConventions.number(hazard?.lower),
          TableConventions.number(hazard?.upper),
        ])
        atRisk -= count
      }
    }
    return table.drain()
  }
}
