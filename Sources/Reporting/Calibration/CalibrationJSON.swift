import Calibration
import LinearAlgebra

/// `diagnostics.json`: every estimate with its error, and what checks the models.
///
///     {schema, version, asOf, warnings, sources: [{role, path, sha256}],
///      factorCounts: {all, estimated, partlyEstimated, kept, refused: [factor]},
///      factors: [{factor, estimator, series, first, last, count, failure, process, parameters,
///                 estimates: [{name, unit, value, standardError, lower, upper}], covariance,
///                 logLikelihood, akaike, schwarz, observations, freeParameters, iterations,
///                 decrement, residuals: {...}}],
///      priors: [{factor, parameters}], priorCorrelations: [{first, second, correlation}],
///      dependence: {estimator, pairs: [{first, second, correlation, standardError, count, interval,
///                   failure}], commonIntervals, interval, shrinkage, copula, copulaFailure,
///                   correlationMoved}}
///
/// `interval` is the usual length in days of the intervals that a pair, or all factors, have in common.
/// Paths start at the folder of the market document.
package enum CalibrationJSON {
  /// Name in the directory of diagnostics.
  package static let fileName = "diagnostics.json"

  /// The whole file; what is not known is `null`.
  package static func render(_ report: CalibrationReport) -> [UInt8] {
    let value: JSONValue = [
      "schema": "lst-risk/calibration/1",
      "version": .text(report.version),
      "asOf": .text(report.asOf),
      "warnings": .array(report.warnings.map { .text($0) }),
      "sources": .array(
        report.sources.map {
          ["role": .text($0.role), "path": .text($0.path), "sha256": .text($0.sha256)]
        }),
      "factorCounts": [
        "all": .integer(report.factorCount), "estimated": .integer(report.estimatedCount),
        "partlyEstimated": .integer(report.partlyEstimatedCount),
        "kept": .integer(report.keptCount), "refused": .array(report.refused.map { .text($0) }),
      ],
      "factors": .array(report.result.factors.map(factor)),
      "priors": .array(
        report.priors.map {
          ["factor": .text($0.factor), "parameters": .array($0.parameters.map { .text($0) })]
        }),
      "priorCorrelations": .array(
        report.priorCorrelations.map {
          [
            "first": .text($0.first), "second": .text($0.second), "correlation": .number($0.value),
          ]
        }),
      "dependence": dependence(report),
    ]
    return value.encoded()
  }

  private static func factor(_ factor: FactorFit) -> JSONValue {
    let series = factor.plan.series
    var members: [JSONValue.Member] = [
      .init("factor", .text(factor.plan.factor)),
      .init("estimator", .text(factor.plan.estimator.name)),
      .init("series", .text(series.name)),
      .init("origin", .text(series.origin)),
      .init("first", .optional(series.dates.first?.description)),
      .init("last", .optional(series.dates.last?.description)),
      .init("count", .integer(series.count)),
      .init("warnings", .array(factor.warnings.map { .text($0.text) })),
    ]
    switch factor.outcome {
    case .failure(let error): members.append(.init("failure", .text(error.description)))
    case .success(let fit): members += [.init("failure", .null)] + self.fit(fit, factor)
    }
    return .object(members)
  }

  private static func fit(_ fit: ProcessFit, _ factor: FactorFit) -> [JSONValue.Member] {
    let n = fit.covariance.rowCount
    return [
      .init("process", .text(fit.process)),
      .init(
        "parameters",
        .object(
          factor.processParameters.sorted { $0.key < $1.key }.map {
            .init($0.key, .number($0.value))
          })),
      .init("estimates", .array(fit.parameters.map(estimate))),
      .init(
        "covariance",
        .array(
          (0..<n).map { i in .array((0..<n).map { .optional(fit.covariance[i, $0]) }) })),
      .init("logLikelihood", .number(fit.logLikelihood)),
      .init("akaike", .number(fit.akaike)),
      .init("schwarz", .number(fit.schwarz)),
      .init("observations", .integer(fit.observationCount)),
      .init("freeParameters", .integer(fit.freeParameterCount)),
      .init("iterations", .integer(fit.convergence.iterations)),
      .init("decrement", .number(fit.convergence.decrement)),
      .init("residuals", ResidualDiagnostics(fit).map(residuals) ?? .null),
    ]
  }

  private static func estimate(_ estimate: ParameterEstimate) -> JSONValue {
    [
      "name": .text(estimate.name), "unit": .text(estimate.unit), "value": .number(estimate.value),
      "standardError": .optional(estimate.standardError),
      "lower": .optional(estimate.interval?.lowerBound),
      "upper": .optional(estimate.interval?.upperBound),
    ]
  }

  private static func residuals(_ checks: ResidualDiagnostics) -> JSONValue {
    [
      "count": .integer(checks.quantilePoints.count),
      "ljungBox": [
        "statistic": .number(checks.returnsTest.statistic),
        "lags": .integer(checks.returnsTest.lags), "pValue": .number(checks.returnsTest.pValue),
      ],
      "ljungBoxSquares": [
        "statistic": .number(checks.squaresTest.statistic),
        "lags": .integer(checks.squaresTest.lags), "pValue": .number(checks.squaresTest.pValue),
      ],
      "jarqueBera": [
        "statistic": .number(checks.lawTest.statistic),
        "pValue": .number(checks.lawTest.pValue),
      ],
      "autocorrelations": .array(checks.autocorrelations.map { .number($0) }),
      "squaredAutocorrelations": .array(checks.squaredAutocorrelations.map { .number($0) }),
    ]
  }

  private static func dependence(_ report: CalibrationReport) -> JSONValue {
    guard let dependence = report.result.dependence else { return .null }
    let pairs = dependence.pairs.map { pair -> JSONValue in
      [
        "first": .text(pair.first), "second": .text(pair.second),
        "correlation": .optional(pair.correlation),
        "standardError": .optional(pair.standardError), "count": .integer(pair.count),
        "interval": .number(pair.interval),
        "failure": .optional(pair.absence?.description),
      ]
    }
    let copula = dependence.copula.map { copula -> JSONValue in
      [
        "degreesOfFreedom": .number(copula.degreesOfFreedom),
        "standardError": .optional(copula.standardError), "isAtBound": .bool(copula.isAtBound),
        "logLikelihood": .number(copula.logLikelihood),
        "gaussianLogLikelihood": .number(copula.gaussianLogLikelihood),
      ]
    }
    return [
      "estimator": .text(dependence.plan.estimator.rawValue), "pairs": .array(pairs),
      "commonIntervals": .integer(dependence.commonCount),
      "interval": .number(dependence.commonInterval),
      "shrinkage": .optional(dependence.shrinkage), "copula": copula ?? .null,
      "copulaFailure": .optional(dependence.copulaAbsence?.description),
      "correlationMoved": .number(report.correlationRepair?.distance ?? 0),
    ]
  }
}
