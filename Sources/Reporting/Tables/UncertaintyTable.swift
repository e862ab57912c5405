import RiskMeasures
import Studies
import Tables

/// `parameter_uncertainty.csv`: VaR and ES with the errors of the market's parameters.
enum UncertaintyTable: ReportFormat {
  static let fileName = "parameter_uncertainty.csv"
  static let summary =
    "VaR and ES with the errors of the estimated parameters, if they are drawn"

  static func isPart(of result: RunResult) -> Bool { result.uncertainty != nil }

  static func render(_ result: RunResult, _ context: ReportContext) -> [UInt8] {
    let batches = result.uncertainty?.batches ?? 0
    var table = CSVWriter(
      comments: TableConventions.comments(
        "VaR and ES with the errors of the estimated parameters", result, context,
        [
          TableConventions.sign, TableConventions.tail, TableConventions.errors,
          "value to upper: at the estimates, with the Monte Carlo error alone",
          "parameter_*: standard deviation of the figure over the law of the parameters, from one-way"
            + " random effects of \(batches) batches",
          "combined_*: the figure at the estimates with both errors; share: of the parameters in that"
            + " variance",
          "predictive_*: of all paths with drawn parameters together",
          TotalWords(result.plan.portfolio).comment,
        ]),
      columns: ["kind", "subject", "quantity", "measure", "level"]
        + TableConventions.columns()
        + ["parameter_sd", "parameter_sd_lower", "parameter_sd_upper"]
        + ["combined_standard_error", "combined_lower", "combined_upper", "parameter_share"]
        + ["predictive", "predictive_standard_error"])
    for tail in result.uncertainty?.tails ?? [] {
      for (measure, figure) in [("var", tail.valueAtRisk), ("es", tail.expectedShortfall)] {
        let subject = result.subjects[tail.subject]
        table.append(
          [
            .text(subject.kind.rawValue), .text(subject.name), .text(tail.quantity.rawValue),
            .text(measure), .number(tail.level),
          ] + cells(figure))
      }
    }
    return table.drain()
  }

  private static func cells(_ figure: UncertainFigure) -> [CSVField] {
    let parameter = figure.parameterDeviation
    let combined = figure.combined
    let rest = [
      parameter.value, parameter.lower, parameter.upper, combined.standardError,
      combined.lower, combined.upper, figure.parameterShare, figure.predictive.value,
      figure.predictive.standardError,
    ]
    return TableConventions.cells(Figure(figure.simulated))
      + rest.map { TableConventions.number($0) }
  }
}
