import Testing

@testable import lstrisk

@Suite struct ProgressLineTests {
  private func line(
    _ done: Int, _ total: Int = 100_000, seconds: Double = 2, columns: Int = 80
  ) -> String {
    ProgressLine(done: done, total: total, measured: done, seconds: seconds, unit: "paths")
      .text(columns: columns)
  }

  /// 25,000 of 100,000 in 2 s: 12,500 a second, 6 s for the rest.
  @Test func saysShareRateAndRest() {
    let bar = String(repeating: "█", count: 7) + String(repeating: "░", count: 23)
    #expect(line(25_000) == "\(bar) 25 %  12500 paths/s  6 s left")
  }

  /// What goes before the first report is none of the rate: 10,000 in 4 s, 80,000 to go.
  @Test func measuresFromTheFirstReport() {
    let line = ProgressLine(
      done: 20_000, total: 100_000, measured: 10_000, seconds: 4, unit: "paths")
    #expect(line.text(columns: 80).hasSuffix("20 %  2500 paths/s  32 s left"))
  }

  /// No guess from nothing.
  @Test func saysNoRestBeforeItCanBeTold() {
    #expect(line(4_096, seconds: 0.1).hasSuffix("░ 4 %"))
    #expect(line(0, seconds: 3).hasSuffix("░ 0 %"))
  }

  @Test(arguments: 0...200) func fitsAnyWidth(columns: Int) {
    for done in [0, 1, 50_000, 99_999, 100_000] {
      #expect(line(done, seconds: 5_000, columns: columns).count <= max(0, columns - 1))
    }
  }

  /// The rate goes first, then the rest; the share stays.
  @Test func narrowLinesKeepTheShare() {
    #expect(line(25_000, columns: 24) == "██░░░░░░ 25 %  6 s left")
    #expect(line(25_000, columns: 12) == "█░░░░░ 25 %")
    #expect(line(25_000, columns: 6) == "25 %")
  }

  @Test func slowCountsHaveDecimals() {
    let line = ProgressLine(done: 3, total: 6, measured: 2, seconds: 3, unit: "factors")
    #expect(line.text(columns: 80).hasSuffix("50 %  0.7 factors/s  5 s left"))
  }

  @Test(arguments: [
    (0, "under 0.1 s"), (0.04, "under 0.1 s"), (0.44, "0.4 s"), (9.96, "10 s"), (59.4, "59 s"),
    (60, "1 min"), (185, "3 min 5 s"), (3_600, "1 h"), (7_800, "2 h 10 min"),
  ]) func timesAreForPeople(seconds: Double, words: String) {
    #expect(TimeText.words(seconds) == words)
  }
}
