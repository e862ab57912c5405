import Passes
import Paths
import Studies

/// `report.json`: the whole result with a stable schema, `lst-risk/report/1`.
///
///     {
///       "schema": "lst-risk/report/1",
///       "version": text,
///       "run": {name, valuationDate, numeraire, horizonDays, stepDays, paths, seed (text), normals,
///               monitoring, bridgedAccounts, levels, attributionLevel, dependence,
///               correlationMoved, marketAsOf, warnings, priors, sources: [{role, name, sha256}],
///               intraday: {factor, checks} where the run looks inside its steps},
///       "conventions": {sign, level, valueAtRisk, expectedShortfall, unbounded},
///       "subjects": {"total": SUBJECT, "books": [SUBJECT], "accounts": [SUBJECT]},
///       "contributions": [{subject, quantity, level, expectedShortfall, tailPaths,
///                          accounts: [{name, contribution: FIGURE}], tokens: [...]}],
///       "series": [{name, unit, paths, probabilities, days, values: [[number]] by day}],
///       "convergence": [{paths, tails: [TAIL]}],
///       "limits": [{status, measure, quantity, level, subject, name, warn, hard, unit, on, value}],
///       "parameterUncertainty": {batches, factors: [{factor, parameters, refusals}],
///          tails: [{kind, subject, quantity, level, valueAtRisk: UNCERTAIN,
///                   expectedShortfall: UNCERTAIN}]}, where the run draws parameters
///     }
///     SUBJECT = {name, book, view, collateral, debt, exposure, healthFactor, distanceToLiquidation,
///                liquidation: FIGURE, firstLiquidations: [paths by step],
///                quantities: {equity_loss | bad_debt | liquidated | desk_loss:
///                  {mean: FIGURE, standardDeviation, minimum, maximum, probabilityPositive: FIGURE,
///                   tails: [TAIL], histogram: {lowerEdge, binWidth, counts, below, above} | null}},
///                and of the total alone adds: {equity_loss | bad_debt | liquidated | desk_loss:
///                  {books: [name], exposure}}, notAdded: [name]}
///     TAIL    = {level, valueAtRisk: FIGURE, expectedShortfall: FIGURE}
///     UNCERTAIN = {simulated: FIGURE, parameterDeviation: FIGURE, combined: FIGURE, parameterShare,
///                  predictive: FIGURE}
///     FIGURE  = {value, standardError, lower, upper, confidence, method}
///
/// Money is in the numeraire; probabilities and shares are fractions; losses are positive. What is
/// not bounded or not known (an interval's end, a standard error, the health factor without debt) is
/// `null`. Keys stand in this order, and later versions of schema 1 only add keys.
package enum JSONReport: ReportFormat {
  /// Name in the run directory.
  package static let fileName = "report.json"
  /// One line on what the file holds.
  package static let summary = "the whole result, schema lst-risk/report/1"
  /// Name and version of the schema.
  static let schema = "lst-risk/report/1"

  /// The whole file; `report --json` prints the same.
  package static func render(_ result: RunResult, _ context: ReportContext) -> [UInt8] {
    document(result, context).encoded()
  }

  /// The document before it is written.
  static func document(_ result: RunResult, _ context: ReportContext) -> JSONValue {
    let all: JSONValue = [
      "schema": .text(schema),
      "version": .text(context.version),
      "run": run(result, context),
      "conventions": conventions,
      "subjects": [
        "total": total(result),
        "books": .array(result.books.map(subject)),
        "accounts": .array(result.accounts.map(subject)),
      ],
      "contributions": .array(result.contributions.map(contribution)),
      "series": .array(result.series.map(series)),
      "convergence": .array(
        result.convergence.map { point in
          ["paths": .integer(point.paths), "tails": .array(point.tails.map(tail))]
        }),
      "limits": .array(result.limits.map(limit)),
    ]
    guard let uncertainty = result.uncertainty, case .object(let members) = all else { return all }
    let value = UncertaintyJSON.value(uncertainty, result)
    return .object(members + [.init("parameterUncertainty", value)])
  }

  private static func run(_ result: RunResult, _ context: ReportContext) -> JSONValue {
    let plan = result.plan
    let run: JSONValue = [
      "name": .text(plan.words.name),
      "valuationDate": .text(plan.words.valuationDate),
      "numeraire": .text(plan.words.numeraire.rawValue),
      "horizonDays": .number(plan.paths.grid.days(at: plan.paths.grid.stepCount)),
      "stepDays": .number(plan.paths.grid.stepDays),
      "paths": .integer(plan.paths.count),
      // Readers that keep numbers as doubles would lose digits of it.
      "seed": .text(String(plan.paths.seed)),
      "normals": .text(plan.paths.precision.rawValue),
      "monitoring": .text(plan.measurement.monitoring.rawValue),
      "bridgedAccounts": .integer(result.bridgedAccounts),
      "levels": .array(plan.measurement.levels.map { .number($0) }),
      "attributionLevel": .number(plan.measurement.attributionLevel),
      "dependence": dependence(plan.paths.market.dependence),
      "correlationMoved": .number(plan.paths.market.correlationMoved),
      "marketAsOf": .optional(context.marketAsOf),
      "warnings": .array(plan.words.warnings.map { .text($0) }),
      "priors": .array(context.priors.map { .text($0) }),
      "sources": context.sourceList,
    ]
    guard let intraday = plan.paths.intraday, case .object(let members) = run else { return run }
    let value: JSONValue = [
      "factor": .text(plan.paths.market.factors[intraday.factor].name),
      "checks": .integer(intraday.checks),
    ]
    return .object(members + [.init("intraday", value)])
  }

  private static func dependence(_ dependence: Dependence) -> JSONValue {
    switch dependence {
    case .gaussian: ["kind": "gaussian"]
    case .studentT(let degrees): ["kind": "student-t", "degreesOfFreedom": .number(degrees)]
    }
  }

  private static let conventions: JSONValue = [
    "sign": "a positive loss is bad; money in the numeraire over the horizon",
    "level": "0.99, not 0.01",
    "valueAtRisk": "L_(ceil(n x level)), the left-continuous inverse of the sample",
    "expectedShortfall": "average of the worst (1 - level) share of paths",
    "unbounded": "null: not bounded or not known",
  ]

  /// The total, with the books that each of its quantities adds up and what these have at stake.
  private static func total(_ result: RunResult) -> JSONValue {
    let words = TotalWords(result.plan.portfolio)
    let adds = result.total.quantities.map { figures -> JSONValue.Member in
      .init(
        figures.quantity.rawValue,
        [
          "books": .array(words.names(of: figures.quantity).map { .text($0) }),
          "exposure": .number(result.total.exposure(of: figures.quantity)),
        ])
    }
    let total = subject(result.total)
    guard case .object(let members) = total else { return total }
    return .object(
      members + [
        .init("adds", .object(adds)), .init("notAdded", .array(words.shownNames.map { .text($0) })),
      ])
  }

  private static func subject(_ subject: SubjectResult) -> JSONValue {
    [
      "name": .text(subject.name),
      "book": .optional(subject.book),
      "view": .text(subject.view.rawValue),
      "collateral": .number(subject.collateralValue),
      "debt": .number(subject.debtValue),
      "exposure": .number(subject.exposure),
      "healthFactor": .optional(subject.healthFactor),
      "distanceToLiquidation": .optional(subject.distanceToLiquidation),
      "liquidation": JSONValue(Figure(liquidationOf: subject)),
      "firstLiquidations": .array(subject.firstLiquidations.map { .integer($0) }),
      "quantities": .object(
        subject.quantities.map { .init($0.quantity.rawValue, quantity($0)) }),
    ]
  }

  private static func quantity(_ figures: QuantityFigures) -> JSONValue {
    [
      "mean": JSONValue(figures.mean),
      "standardDeviation": .optional(figures.standardDeviation),
      "minimum": .number(figures.minimum),
      "maximum": .number(figures.maximum),
      "probabilityPositive": JSONValue(Figure(figures.probabilityPositive)),
      "tails": .array(figures.tails.map(tail)),
      "histogram": figures.histogram.map(histogram) ?? .null,
    ]
  }

  private static func histogram(_ histogram: LossHistogram) -> JSONValue {
    [
      "lowerEdge": .number(histogram.lowerEdge),
      "binWidth": .number(histogram.binWidth),
      "counts": .array(histogram.counts.map { .integer($0) }),
      "below": .integer(histogram.below),
      "above": .integer(histogram.above),
    ]
  }

  private static func tail(_ tail: TailFigures) -> JSONValue {
    [
      "level": .number(tail.level),
      "valueAtRisk": JSONValue(tail.valueAtRisk),
      "expectedShortfall": JSONValue(tail.expectedShortfall),
    ]
  }

  private static func contribution(_ contribution: ContributionResult) -> JSONValue {
    func parts(_ parts: [ContributionResult.Part]) -> JSONValue {
      .array(
        parts.map { part in
          ["name": .text(part.name), "contribution": JSONValue(part.contribution)]
        })
    }
    return [
      "subject": .text(contribution.subject),
      "quantity": .text(contribution.quantity.rawValue),
      "level": .number(contribution.level),
      "expectedShortfall": .number(contribution.expectedShortfall),
      "tailPaths": .integer(contribution.tailPaths),
      "accounts": parts(contribution.accounts),
      "tokens": parts(contribution.tokens),
    ]
  }

  private static func series(_ series: SeriesQuantiles) -> JSONValue {
    [
      "name": .text(series.series.name),
      "unit": .text(series.series.unit),
      "paths": .integer(series.paths),
      "probabilities": .array(series.probabilities.map { .number($0) }),
      "days": .array(series.days.map { .number($0) }),
      "values": .array(series.values.map { row in .array(row.map { .optional($0) }) }),
    ]
  }

  private static func limit(_ verdict: LimitVerdict) -> JSONValue {
    let limit = verdict.limit
    let (kind, name): (String, String?) =
      switch limit.subject {
      case .total: ("total", nil)
      case .book(let name): ("book", name)
      case .account(let name): ("account", name)
      }
    return [
      "status": .text(verdict.status.rawValue),
      "measure": .text(limit.measure.rawValue),
      "quantity": .text(limit.quantity.rawValue),
      "level": .optional(limit.level),
      "subject": .text(kind),
      "name": .optional(name),
      "warn": .optional(limit.warn),
      "hard": .optional(limit.hard),
      "unit": .text(limit.unit.rawValue),
      "on": .text(limit.basis.rawValue),
      "value": .optional(verdict.value),
    ]
  }
}
