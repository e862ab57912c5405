public import Simulation
import Tables

/// `worst_paths.csv`: the paths on which the total lost most, by number, for `lstrisk export --worst`.
public enum WorstPathTable: ReportFormat {
  public static let fileName = "worst_paths.csv"
  public static let summary = "the paths on which the total lost most, worst first"

  public static func render(_ result: RunResult, _ context: ReportContext) -> [UInt8] {
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
