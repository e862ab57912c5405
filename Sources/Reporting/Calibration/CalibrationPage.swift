import Calibration

/// `calibration.html`: how a market was estimated, for people; one file that needs nothing else.
package enum CalibrationPage {
  /// Name in the directory of diagnostics.
  package static let fileName = "calibration.html"

  /// The whole file.
  package static func render(_ report: CalibrationReport) -> [UInt8] {
    let page = HTMLPage(
      title: "Calibration · \(report.asOf)",
      header: """
        <h1>Calibration of \(report.asOf)</h1>
        <p class="summary">\(counts(report))</p>
        <p class="note">± is one standard error; ranges are 95 % intervals. They hold if the model \
        does, which the pictures below check.</p>

        """,
      sections: [
        .init(id: "warnings", title: "Warnings", body: warnings(report)),
        .init(id: "parameters", title: "Parameters", body: parameters(report)),
        .init(id: "priors", title: "Not decided by history", body: priors(report)),
        .init(id: "factors", title: "Series, tails and residuals", body: factors(report)),
        .init(id: "dependence", title: "Dependence", body: dependence(report)),
        .init(id: "sources", title: "Files", body: sources(report)),
      ],
      footer: """
        lst-risk \(report.version) · the same figures are in diagnostics.json beside this page
        """)
    return page.bytes
  }

  /// How many factors history decided, and how many it did not.
  private static func counts(_ report: CalibrationReport) -> String {
    let verb = report.estimatedCount == 1 ? "was" : "were"
    var words =
      "\(report.estimatedCount) of \(report.factorCount) factors \(verb) estimated from history"
    if report.partlyEstimatedCount > 0 {
      words += ", \(report.partlyEstimatedCount) of them in part"
    }
    words += "; \(report.keptCount) kept every number of the market that was started from"
    if !report.refused.isEmpty {
      words += ", among them \(report.refused.joined(separator: ", ")), whose estimator refused"
    }
    return words + ". No history after \(report.asOf) was read."
  }

  private static func warnings(_ report: CalibrationReport) -> HTML {
    let items = report.warnings.map { warning -> HTML in "<li>\(warning)</li>" }
    if items.isEmpty { return "<p>None.</p>\n" }
    return "<ul>\(HTML.joined(items))</ul>\n"
  }

  private static func parameters(_ report: CalibrationReport) -> HTML {
    var table = HTMLTable(
      [
        .text("Factor"), .text("Parameter"), .number("Estimate"), .number("Standard error"),
        .number("95 % interval"), .text("Unit"),
      ], title: "Estimated parameters",
      unit: "each in the unit of its row; the interval is of 95 %")
    for factor in report.result.factors {
      for estimate in factor.fit?.parameters ?? [] where estimate.standardError != nil {
        let isKept = factor.plan.kept.contains(estimate.name)
        table.append([
          "\(factor.plan.factor)",
          "\(estimate.name)\(isKept ? " (not used: prior)" : "")", "\(digits(estimate.value))",
          "\(estimate.standardError.map(digits) ?? "")", "\(interval(estimate))",
          "\(estimate.unit)",
        ])
      }
    }
    return table.rowCount > 0 ? table.markup : "<p>No factor was estimated.</p>\n"
  }

  private static func interval(_ estimate: ParameterEstimate) -> String {
    estimate.interval.map { "\(digits($0.lowerBound)) to \(digits($0.upperBound))" } ?? ""
  }

  private static func digits(_ value: Double) -> String {
    NumberText.significant(value, digits: 4)
  }

  private static func priors(_ report: CalibrationReport) -> HTML {
    let items = report.priors.map { prior -> HTML in
      "<dt>\(prior.factor)</dt><dd>\(prior.parameters.joined(separator: ", "))</dd>"
    }
    let pairs = report.priorCorrelations.map { pair -> HTML in
      "<dt>correlation of \(pair.first) and \(pair.second)</dt><dd>\(digits(pair.value))</dd>"
    }
    return """
      <p class="lead">These numbers are judgements of the market document that the calibration \
      started from; the history cannot decide them.</p>
      <dl>\(HTML.joined(items + pairs))</dl>

      """
  }

  private static func factors(_ report: CalibrationReport) -> HTML {
    HTML.joined(report.result.factors.map(CalibrationFactor.body))
  }

  private static func dependence(_ report: CalibrationReport) -> HTML {
    guard let dependence = report.result.dependence else {
      return "<p>No dependence was asked for.</p>\n"
    }
    var table = HTMLTable(
      [.text("Factors"), .number("Correlation"), .number("Standard error"), .number("Intervals")],
      title: "Correlations of innovations",
      unit: "−1 to 1, positive where both rise together; over the intervals that both have")
    for pair in dependence.pairs {
      table.append([
        "\(pair.first) and \(pair.second)",
        "\(pair.correlation.map { NumberText.fixed($0, decimals: 3) } ?? "prior")",
        "\(pair.standardError.map { NumberText.fixed($0, decimals: 3) } ?? "")",
        "\(intervals(pair.count, of: pair.interval))",
      ])
    }
    return """
      <p class="lead">\(copula(dependence)) \(repair(report))</p>
      \(table.rowCount > 0 ? table.markup : HTML())
      """
  }

  /// `2,191 of 1 day`
  private static func intervals(_ count: Int, of days: Double) -> String {
    NumberText.count(count) + (count > 0 ? " of \(SeriesStep.length(days))" : "")
  }

  private static func copula(_ dependence: FactorDependence) -> String {
    guard let copula = dependence.copula else {
      return "No copula was fitted\(dependence.copulaAbsence.map { ": \($0)" } ?? "")."
    }
    let words = SeriesStep.common(dependence.commonCount, of: dependence.commonInterval)
    if copula.isAtBound { return "On \(words) a Gaussian copula fits as well as a t copula." }
    let gain = NumberText.fixed(copula.logLikelihood - copula.gaussianLogLikelihood, decimals: 1)
    let nu = NumberText.significant(copula.degreesOfFreedom, digits: 3)
    let error = NumberText.significant(copula.standardError, digits: 2)
    return "On \(words) a t copula has \(nu) ± \(error) degrees of freedom; its log-likelihood is "
      + "\(gain) above the Gaussian one's."
  }

  private static func repair(_ report: CalibrationReport) -> String {
    report.correlationRepair.map { "The matrix was no correlation matrix; \($0)." }
      ?? "The matrix is a correlation matrix as it stands."
  }

  private static func sources(_ report: CalibrationReport) -> HTML {
    let items = report.sources.map { source -> HTML in
      "<dt>\(source.role)</dt><dd>\(source.path)<br><span class=\"hash\">\(source.sha256)</span></dd>"
    }
    return "<dl>\(HTML.joined(items))</dl>\n"
  }
}
