import Studies
import Testing

@testable import Reporting

@Suite struct TextReportTests {
  private func lines() throws -> [Substring] {
    TextReport.render(try SyntheticRun.result(), directory: "runs/2024-12-31")
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test func golden() throws {
    let text = TextReport.render(try SyntheticRun.result(), directory: "runs/2024-12-31")
    try Golden.check(Array(text.utf8), "report.txt")
  }

  /// Names may have 64 characters.
  @Test func noLineIsWiderThanAHundredColumns() throws {
    let long = { (name: String) in String((name + String(repeating: "x", count: 64)).prefix(64)) }
    let run = try SyntheticRun.result()
    let renamed = RunResult(
      plan: run.plan, subjects: run.subjects.map { $0.named(long($0.name)) },
      contributions: run.contributions.map { $0.renamed(long) }, series: [], convergence: [],
      limits: run.limits, worstPaths: [], bridgedAccounts: 0)
    let text = TextReport.render(renamed, directory: nil)
    #expect(text.contains("xxx…"))
    for text in [text, TextReport.render(run, directory: nil)] {
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }
  }

  @Test func theDirectoryStandsLast() throws {
    #expect(try lines().suffix(2) == ["runs/2024-12-31", ""])
  }

  @Test func terminalsAreNotCommanded() throws {
    #expect(try !lines().joined().unicodeScalars.contains { $0.value < 0x20 })
  }
}

extension SubjectResult {
  /// The same figures under another name.
  func named(_ name: String) -> SubjectResult {
    SubjectResult(
      kind: kind, name: name, book: book.map { _ in name }, view: view,
      collateralValue: collateralValue, debtValue: debtValue, exposure: exposure,
      healthFactor: healthFactor, distanceToLiquidation: distanceToLiquidation,
      quantities: quantities, liquidation: liquidation, firstLiquidations: firstLiquidations)
  }
}

extension ContributionResult {
  /// The same figures with other names of accounts.
  func renamed(_ rename: (String) -> String) -> ContributionResult {
    ContributionResult(
      subject: rename(subject), quantity: quantity, level: level,
      expectedShortfall: expectedShortfall, tailPaths: tailPaths,
      accounts: accounts.map { Part(name: rename($0.name), contribution: $0.contribution) },
      tokens: tokens)
  }
}
