import RiskMeasures
import Studies
import Tables

/// `policies.csv`: one row for each policy, subject and measure.
enum PolicyTable {
  static let fileName = "policies.csv"

  static func render(_ result: PolicyResult, _ context: ReportContext) -> [UInt8] {
    let plan = result.plan
    var table = CSVWriter(
      comments: [
        "lst-risk \(context.version): haircut policies on common paths",
        "run: \(plan.words.name); valuation date \(plan.words.valuationDate); horizon \(PolicyPage.days(plan)) days",
        "numeraire \(plan.words.numeraire.rawValue); paths \(plan.paths.count); seed \(plan.paths.seed)",
        "borrowers: \(result.policies.reaction)", TableConventions.errors,
        TotalWords(plan.portfolio).policyComment,
        "liquidation_probability: share of paths on which any account of the subject is liquidated;"
          + " affected_debt: share of the borrowed amount whose account is, on average",
        "difference: to the benchmark \(result.benchmark.candidate.name) on the same paths, with the error of the difference",
        "kind token: an account's share by collateral value at the start; kind pair: collateral/debt, averaged by collateral value",
      ],
      columns: ["policy", "rule", "kind", "subject", "measure"] + TableConventions.columns()
        + ["difference", "difference_standard_error", "difference_lower", "difference_upper"])
    for outcome in result.outcomes {
      for subject in outcome.subjects {
        for row in Self.rows(outcome, subject, result.policies.level) { table.append(row) }
      }
      for row in terms(outcome.candidate) { table.append(row) }
    }
    for solved in result.solved {
      table.append(
        [
          .text("solve"), .text(result.policies.budget?.measure.rawValue ?? ""), .text("pair"),
          .text("\(solved.collateral)/\(solved.debt)"), .text("haircut"),
        ] + TableConventions.cells(Figure(solved.haircut)) + [
          .missing, .missing, .missing, .missing,
        ])
    }
    return table.drain()
  }

  private static func rows(
    _ outcome: PolicyOutcome, _ subject: PolicySubject, _ level: Double
  ) -> [[CSVField]] {
    let head: [CSVField] = [
      .text(outcome.candidate.name), .text(outcome.candidate.policy),
      .text(subject.kind.rawValue), .text(subject.name),
    ]
    func row(_ measure: String, _ value: Estimate, _ difference: Estimate?) -> [CSVField] {
      let figure = difference.map { Figure($0) }
      return head + [.text(measure)] + TableConventions.cells(Figure(value)) + [
        TableConventions.number(figure?.value), TableConventions.number(figure?.standardError),
        TableConventions.number(figure?.lower), TableConventions.number(figure?.upper),
      ]
    }
    var rows = [
      row("borrow_capacity", exactly(subject.borrowCapacity), nil),
      row("borrowed", exactly(subject.borrowed), nil),
    ]
    for quantity in PolicyQuantity.allCases {
      guard let mean = subject.means[quantity] else { continue }
      rows.append(row(quantity.rawValue, mean, subject.differences[quantity]))
    }
    rows.append(
      row(
        "bad_debt_es_\(TableConventions.columnName(level: level))", subject.expectedShortfall,
        subject.shortfallDifference))
    if let ratio = subject.returnOnTail { rows.append(row("return_on_tail", ratio, nil)) }
    return rows
  }

  private static func terms(_ candidate: PolicyCandidate) -> [[CSVField]] {
    func row(_ kind: String, _ subject: String, _ measure: String, _ value: Double) -> [CSVField] {
      [
        .text(candidate.name), .text(candidate.policy), .text(kind), .text(subject),
        .text(measure),
      ] + TableConventions.cells(Figure(exactly(value))) + [.missing, .missing, .missing, .missing]
    }
    var rows: [[CSVField]] = []
    for terms in candidate.terms {
      let name = "\(terms.collateral)/\(terms.debt)"
      rows.append(row("pair", name, "haircut", terms.haircut))
      rows.append(row("pair", name, "liquidation_threshold", terms.liquidationThreshold))
      rows.append(row("pair", name, "liquidation_bonus", terms.liquidationBonus))
    }
    if let calm = candidate.calmHaircut { rows.append(row("total", "total", "haircut_calm", calm)) }
    if let stressed = candidate.stressedHaircut {
      rows.append(row("total", "total", "haircut_stressed", stressed))
    }
    return rows
  }

  private static func exactly(_ value: Double) -> Estimate {
    Estimate(value: value, standardError: 0)
  }
}
