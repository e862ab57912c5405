import Studies
import Tables

/// `mark_quantiles.csv`: prices, discounts and rates by day.
enum MarkQuantileTable: ReportFormat {
  static let fileName = "mark_quantiles.csv"
  static let summary = "quantiles by day of prices, discounts and rates"

  static func render(_ result: RunResult, _ context: ReportContext) -> [UInt8] {
    let probabilities = Set(result.series.flatMap(\.probabilities)).sorted()
    var table = CSVWriter(
      comments: TableConventions.comments(
        "market series by day", result, context,
        [
          "column q_P: the quantile with probability P per cent, over the first paths_used paths of the run",
          "fraction: 0.01 is 1 %; a positive discount trades below redemption value;"
            + " per year: continuously compounded",
        ]),
      columns: ["series", "unit", "paths_used", "day"]
        + probabilities.map { "q_" + TableConventions.columnName(level: $0) })
    for series in result.series {
      for (day, values) in zip(series.days, series.values) {
        let cells = probabilities.map { probability -> CSVField in
          guard let index = series.probabilities.firstIndex(of: probability) else {
            return .missing
          }
          return TableConventions.number(values[index])
        }
        table.append(
          [
            .text(series.series.name), .text(series.series.unit), .integer(series.paths),
            .number(day),
          ] + cells)
      }
    }
    return table.drain()
  }
}
