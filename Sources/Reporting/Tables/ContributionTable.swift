import Studies
import Tables

/// `contributions.csv`: which accounts and tokens an expected shortfall is made of.
enum ContributionTable: ReportFormat {
  static let fileName = "contributions.csv"
  static let summary = "contributions of accounts and tokens to expected shortfall"

  static func render(_ result: RunResult, _ context: ReportContext) -> [UInt8] {
    var table = CSVWriter(
      comments: TableConventions.comments(
        "Euler contributions to expected shortfall", result, context,
        [
          TableConventions.sign, TableConventions.tail, TableConventions.errors,
          "by account: the mean loss of the account over the tail of the subject; by token: that of"
            + " its collateral or debt; each adds up to the expected shortfall",
          "tail_paths: paths that the means are over", TotalWords(result.plan.portfolio).comment,
        ]),
      columns: [
        "subject", "quantity", "level", "expected_shortfall", "tail_paths", "by", "name",
      ] + TableConventions.columns() + ["percent_of_expected_shortfall"])
    for contribution in result.contributions {
      for (by, parts) in [("account", contribution.accounts), ("token", contribution.tokens)] {
        for part in parts { table.append(row(contribution, by, part)) }
      }
    }
    return table.drain()
  }

  private static func row(
    _ contribution: ContributionResult, _ by: String, _ part: ContributionResult.Part
  ) -> [CSVField] {
    let shortfall = contribution.expectedShortfall
    let percent = shortfall == 0 ? nil : part.contribution.value / shortfall * 100
    return [
      .text(contribution.subject), .text(contribution.quantity.rawValue),
      .number(contribution.level), .number(shortfall), .integer(contribution.tailPaths),
      .text(by), .text(part.name),
    ] + TableConventions.cells(Figure(part.contribution)) + [TableConventions.number(percent)]
  }
}
