import Studies

/// `policies.json`: every figure of the comparison, schema `lst-risk/policies/1`.
package enum PolicyJSON {
  static let fileName = "policies.json"
  /// Name and version of the schema.
  static let schema = "lst-risk/policies/1"

  /// The whole file; `policies --json` prints the same.
  package static func render(_ result: PolicyResult, _ context: ReportContext) -> [UInt8] {
    let plan = result.plan
    let states = result.policies.states
    let document: JSONValue = [
      "schema": .text(schema),
      "version": .text(context.version),
      "run": [
        "name": .text(plan.words.name), "valuationDate": .text(plan.words.valuationDate),
        "numeraire": .text(plan.words.numeraire.rawValue),
        "horizonDays": .number(plan.paths.grid.days(at: plan.paths.grid.stepCount)),
        "paths": .integer(plan.paths.count), "seed": .text(String(plan.paths.seed)),
        "sources": context.sourceList,
      ],
      "total": .array(TotalWords(plan.portfolio).policyNames.map { .text($0) }),
      "benchmark": .text(result.benchmark.candidate.name),
      "level": .number(result.policies.level),
      "borrowers": .text(result.policies.reaction),
      "calmState": .optional(states?.calm),
      "stressedState": .optional(states?.stressed),
      "policies": .array(result.outcomes.map(outcome)),
      "solved": .array(result.solved.map(solved)),
      "crossMargin": .array(result.crossMargin.map(outcome)),
    ]
    return document.encoded()
  }

  private static func solved(_ solved: SolvedHaircut) -> JSONValue {
    [
      "collateral": .text(solved.collateral), "debt": .text(solved.debt),
      "protocol": .text(solved.protocolName), "haircut": JSONValue(solved.haircut),
      "liquidationThreshold": .number(solved.liquidationThreshold),
    ]
  }

  private static func outcome(_ outcome: PolicyOutcome) -> JSONValue {
    let candidate = outcome.candidate
    return [
      "name": .text(candidate.name), "policy": .text(candidate.policy),
      "dominatedBy": .optional(outcome.dominatedBy),
      "calmHaircut": .optional(candidate.calmHaircut),
      "stressedHaircut": .optional(candidate.stressedHaircut),
      "terms": .array(
        candidate.terms.map { terms in
          [
            "collateral": .text(terms.collateral), "debt": .text(terms.debt),
            "value": .number(terms.value), "haircut": .number(terms.haircut),
            "liquidationThreshold": .number(terms.liquidationThreshold),
            "liquidationBonus": .number(terms.liquidationBonus),
          ]
        }),
      "subjects": .array(outcome.subjects.map(subject)),
    ]
  }

  private static func subject(_ subject: PolicySubject) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("kind", .text(subject.kind.rawValue)), .init("name", .text(subject.name)),
      .init("borrowCapacity", .number(subject.borrowCapacity)),
      .init("borrowed", .number(subject.borrowed)),
      .init("expectedShortfall", JSONValue(subject.expectedShortfall)),
      .init("expectedShortfallDifference", JSONValue(subject.shortfallDifference)),
      .init("returnOnTail", subject.returnOnTail.map { JSONValue($0) } ?? .null),
    ]
    for quantity in PolicyQuantity.allCases {
      guard let mean = subject.means[quantity], let difference = subject.differences[quantity]
      else { continue }
      members.append(
        .init(
          quantity.rawValue,
          .object([.init("mean", JSONValue(mean)), .init("difference", JSONValue(difference))])))
    }
    return .object(members)
  }
}
