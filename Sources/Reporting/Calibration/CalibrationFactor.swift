import Calibration

/// What the page shows of one factor.
enum CalibrationFactor {
  static func body(_ factor: FactorFit) -> HTML {
    let series = factor.plan.series
    var words = "\(factor.plan.estimator.name) of \(series.name)"
    if let first = series.dates.first, let last = series.dates.last {
      words += ", \(first) to \(last), \(NumberText.count(series.count)) values"
    }
    var charts = [CalibrationCharts.series(series)]
    switch factor.outcome {
    case .failure(let error): words += ". No estimate: \(error)"
    case .success(let fit):
      words +=
        ". Log-likelihood \(NumberText.significant(fit.logLikelihood, digits: 7)), "
        + "\(fit.freeParameterCount) free parameters"
      if let checks = ResidualDiagnostics(fit) {
        words += ". " + tests(checks)
        charts += [
          CalibrationCharts.tails(checks.quantilePoints),
          CalibrationCharts.quantiles(checks.quantilePoints),
          CalibrationCharts.autocorrelations(
            checks.autocorrelations, bound: checks.autocorrelationBound, title: "Residuals"),
          CalibrationCharts.autocorrelations(
            checks.squaredAutocorrelations, bound: checks.autocorrelationBound,
            title: "Squared residuals"),
        ]
      }
    }
    return """
      <h3>\(factor.plan.factor)</h3>
      <p class="lead">\(words).</p>
      <div class="charts">\(HTML.joined(charts))</div>

      """
  }

  private static func tests(_ checks: ResidualDiagnostics) -> String {
    func p(_ value: Double) -> String {
      value < 1e-4 ? "p < 0.0001" : "p = \(NumberText.significant(value, digits: 2))"
    }
    return "Ljung-Box of residuals \(p(checks.returnsTest.pValue)), of squares "
      + "\(p(checks.squaresTest.pValue)); Jarque-Bera \(p(checks.lawTest.pValue))"
  }
}
