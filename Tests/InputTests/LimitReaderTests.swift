import Diagnostics
import Input
import Studies
import Testing

/// Limits at the ends of what is allowed.
@Suite struct LimitReaderTests {
  private static let example =
    "{measure: es, level: 0.99, book: loops, warn: 10, hard: 20, unit: percent, on: upper}"

  private func run(_ limit: String, _ more: [(String, String)] = []) -> BadDocument {
    BadDocument(
      limit, "run.yaml",
      edit: .several(
        [("run.yaml", Self.example, limit)] + more.map { ("run.yaml", $0.0, $0.1) }))
  }

  private func limit(_ text: String) throws -> Limit {
    try TemporaryFolder.with(run(text).files()) {
      try RunDocument.load("\($0)/run.yaml").plan.limits[0]
    }
  }

  /// A probability is at most 1, as a warning and as a hard limit, unless it is in per cent.
  @Test func probabilitiesAreAtMostOne() throws {
    for measure in ["liquidation_probability", "bad_debt_probability"] {
      for key in ["warn", "hard"] {
        for value in ["1.01", "5", "50"] {
          let report = try run("{measure: \(measure), book: loops, \(key): \(value)}").report()
          #expect(report.contains("a probability must be at most 1"), "\(measure) \(key) \(value)")
        }
        #expect(
          try run("{measure: \(measure), book: loops, \(key): 1}").report().hasPrefix("loaded\n"))
      }
    }
    let percent = try limit("{measure: bad_debt_probability, book: loops, hard: 5, unit: percent}")
    #expect(percent.hard == 5 && percent.unit == .percent)
  }

  /// A limit may warn and be hard at one value; above it the warning would never be seen.
  @Test func warningMayEqualTheHardLimit() throws {
    let equal = try limit("{measure: mean, book: loops, warn: 20, hard: 20}")
    #expect(equal.warn == 20 && equal.hard == 20)
    let report = try run("{measure: mean, book: loops, warn: 20.5, hard: 20}").report()
    #expect(report.contains("it must be at most hard, 20"))
  }

  /// What is left out: the estimate in the numeraire, and the loss that the subject's view looks at.
  @Test func defaults() throws {
    let loops = try limit("{measure: mean, book: loops, warn: 20}")
    #expect(loops.basis == .estimate && loops.unit == .numeraire)
    #expect(loops.quantity == .equityLoss && loops.hard == nil)
    #expect(try limit("{measure: mean, account: a01, warn: 20}").quantity == .equityLoss)
    #expect(try limit("{measure: mean, account: a02, warn: 20}").quantity == .badDebt)
    #expect(try limit("{measure: mean, book: dollars, warn: 20}").quantity == .badDebt)
  }

  /// Tails that accounts do not keep cannot be limited; means and kept tails can.
  @Test func accountsKeepTheTailsThatLimitsNeed() throws {
    let tails = [("accountTails: [equity_loss, bad_debt]", "accountTails: [bad_debt]")]
    let text = "{measure: var, level: 0.95, account: a01, hard: 1e6}"
    #expect(try run(text, tails).report().contains("which accountTails leaves out"))
    #expect(try run(text).report() == "loaded\n")
    #expect(try run("{measure: mean, account: a01, hard: 1e6}", tails).report() == "loaded\n")
  }
}
