import Studies
import Tables

/// `distribution.csv`: the losses of the total and the books, as bins and as quantiles.
enum DistributionTable: ReportFormat {
  static let fileName = "distribution.csv"
  static let summary = "histogram bins and exact tail quantiles of the total and the books"

  static func render(_ result: RunResult, _ context: ReportContext) -> [UInt8] {
    var table = CSVWriter(
      comments: TableConventions.comments(
        "loss distributions of the total and the books", result, context,
        [
          TableConventions.sign, TableConventions.tail, TotalWords(result.plan.portfolio).comment,
          "row bin: paths with lower_edge <= loss < upper_edge (the last bin: <=);"
            + " rows below, above: paths outside the bins",
          "row quantile: the VaR at the level with its interval; row minimum, maximum: over all paths",
        ]),
      columns: [
        "kind", "subject", "quantity", "row", "lower_edge", "upper_edge", "paths", "share", "level",
        "value", "lower", "upper",
      ])
    for subject in result.subjects where subject.kind != .account {
      for figures in subject.quantities {
        append(figures, of: subject, to: &table)
      }
    }
    return table.drain()
  }

  private static func append(
    _ figures: QuantityFigures, of subject: SubjectResult, to table: inout CSVWriter
  ) {
    func row(_ name: String, _ cells: [CSVField]) -> [CSVField] {
      [
        .text(subject.kind.rawValue), .text(subject.name), .text(figures.quantity.rawValue),
        .text(name),
      ] + cells
    }
    func extreme(_ name: String, _ value: Double) -> [CSVField] {
      row(name, [CSVField](repeating: .missing, count: 5) + [.number(value), .missing, .missing])
    }
    if let histogram = figures.histogram {
      for bin in bins(of: histogram) {
        let share = Double(bin.count) / Double(max(1, histogram.total))
        table.append(
          row(
            bin.name,
            [
              TableConventions.number(bin.lower), TableConventions.number(bin.upper),
              .integer(bin.count), .number(share), .missing, .missing, .missing, .missing,
            ]))
      }
    }
    table.append(extreme("minimum", figures.minimum))
    for tail in figures.tails {
      let figure = Figure(tail.valueAtRisk)
      table.append(
        row(
          "quantile",
          [
            .missing, .missing, .missing, .missing, .number(tail.level), .number(figure.value),
            TableConventions.number(figure.lower), TableConventions.number(figure.upper),
          ]))
    }
    table.append(extreme("maximum", figures.maximum))
  }

  private static func bins(
    of histogram: LossHistogram
  ) -> [(name: String, lower: Double?, upper: Double?, count: Int)] {
    let inner = histogram.counts.indices.map {
      (
        "bin", histogram.edge($0) as Double?, histogram.edge($0 + 1) as Double?,
        histogram.counts[$0]
      )
    }
    return [("below", nil, histogram.lowerEdge, histogram.below)] + inner
      + [("above", histogram.upperEdge, nil, histogram.above)]
  }
}
