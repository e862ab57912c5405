import Foundation
import Input
import Tables
import Testing

/// Calm and stressed days of a history, found by hand.
@Suite struct PolicyStatesTests {
  /// 386 returns up to 2024-12-31: a year of ±1 %, then 21 days each a tenth larger than the day
  /// before, so that the weighted variance rises every day. The first year does not count; of the 21
  /// days left the 5 % quantile is the second (return 366 from 0) and the 95 % quantile the
  /// twentieth (return 384). Return k ends on close k + 1: 2024-12-12 and 2024-12-30.
  private var closes: String {
    let first = CalendarDate(year: 2023, month: 12, day: 11)
    var logPrice = log(3_000.0)
    var rows = ["date,close"]
    for k in 0...386 {
      if k > 0 {
        let size = k <= 365 ? 0.01 : 0.01 * pow(1.1, Double(k - 365))
        logPrice += k % 2 == 0 ? size : -size
      }
      rows.append("\(first?.adding(days: k).description ?? ""),\(exp(logPrice))")
    }
    return rows.joined(separator: "\n") + "\n"
  }

  private func load(_ policies: String) throws -> LoadedRun {
    var files = ExampleRun.files
    files["run.yaml"] = ExampleRun.run + policies
    files["closes.csv"] = closes
    return try TemporaryFolder.with(files.mapValues { Array($0.utf8) }) {
      try RunDocument.load("\($0)/run.yaml")
    }
  }

  @Test func statesAreTheDaysOnWhichReturnsEnd() throws {
    let policies = try #require(
      try load(
        """
        policies:
          candidates: [{name: today, policy: protocol}]
          history: {eth: {file: closes.csv, column: close}}

        """
      ).policies)
    #expect(policies.states?.calm == "2024-12-12")
    #expect(policies.states?.stressed == "2024-12-30")
  }
}
