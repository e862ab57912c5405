import Studies

/// The key `parameterUncertainty` of `report.json`.
enum UncertaintyJSON {
  static func value(_ uncertainty: UncertaintyResult, _ result: RunResult) -> JSONValue {
    [
      "batches": .integer(uncertainty.batches),
      "factors": .array(
        uncertainty.factors.map { factor in
          [
            "factor": .text(factor.factor),
            "parameters": .array(factor.parameters.map { .text($0) }),
            "refusals": .integer(factor.refusals),
          ]
        }),
      "tails": .array(uncertainty.tails.map { tail($0, result) }),
    ]
  }

  private static func tail(_ tail: UncertainTail, _ result: RunResult) -> JSONValue {
    let subject = result.subjects[tail.subject]
    return [
      "kind": .text(subject.kind.rawValue), "subject": .text(subject.name),
      "quantity": .text(tail.quantity.rawValue), "level": .number(tail.level),
      "valueAtRisk": figure(tail.valueAtRisk), "expectedShortfall": figure(tail.expectedShortfall),
    ]
  }

  private static func figure(_ figure: UncertainFigure) -> JSONValue {
    [
      "simulated": JSONValue(figure.simulated),
      "parameterDeviation": JSONValue(figure.parameterDeviation),
      "combined": JSONValue(figure.combined),
      "parameterShare": .optional(figure.parameterShare),
      "predictive": JSONValue(figure.predictive),
    ]
  }
}
