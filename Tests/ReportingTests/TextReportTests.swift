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

  @Test func noLineIsWiderThanAHundredColumns() throws {
    #expect(try lines().allSatisfy { $0.count <= 100 })
  }

  @Test func theDirectoryStandsLast() throws {
    #expect(try lines().suffix(2) == ["runs/2024-12-31", ""])
  }

  @Test func terminalsAreNotCommanded() throws {
    #expect(try !lines().joined().unicodeScalars.contains { $0.value < 0x20 })
  }
}
