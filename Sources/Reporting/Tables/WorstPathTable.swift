import Studies
import Tables

/// `worst_paths.csv`: the paths on which the total lost most, by number, for `lstrisk export --worst`.
package enum WorstPathTable: ReportFormat {
  /// Name in the run directory, where `export --worst` reads it.
  package static let fileName = "worst_paths.csv"
  /// One line on what the file holds.
  package static let summary = "the paths on which the total lost most, worst first"

  /// Columns rank (from 1), path (from 0) and loss (positive is bad), worst first.
  package static func render(_ result: RunResult, _ context: ReportContext) -> [UInt8] {
    var table = CSVWriter(
      comments: TableConventions.comments(
        "worst paths of the total's \(result.total.view.quantity.rawValue)", result, context,
        [
          TableConventions.sign, TotalWords(result.plan.portfolio).comment,
          "path: number of the path, from 0; it can be drawn again",
        ]),
      columns: ["rank", "path", "loss"])
    for (rank, entry) in result.worstPaths.enumerated() {
      table.append([.integer(rank + 1), .integer(entry.path), .number(entry.loss)])
    }
    return table.drain()
  }
}
