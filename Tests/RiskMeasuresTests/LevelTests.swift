import RiskMeasures
import Testing

@Suite struct LevelTests {
  /// 0.95 × 100 is 95 as a decimal and in doubles not always: each k / 1000 of n must give n k / 1000.
  @Test func ranksAreThoseOfDecimals() {
    for k in 1..<1000 {
      let level = Level(Double("0." + String(String(1000 + k).dropFirst())) ?? .nan)
      for n in [1, 3, 10, 100, 250, 1000, 4096, 1_000_000, 1_000_000_000] {
        #expect(level.rank(in: n) == (n * k + 999) / 1000, "\(level.value) of \(n)")
        #expect(level.upperRank(in: n) == n * k / 1000 + 1)
      }
    }
  }

  @Test func fractionsOfLargeSamplesAreNotSnapped() {
    #expect(Level(0.999_999_95).rank(in: 1_000_000_001) == 999_999_951)
    #expect(Level(0.995).position(in: 1_000_000_100) == 995_000_099.5)
    #expect(Level(1 - 1e-15).position(in: 3) < 3)
  }

  @Test func refusesWhatIsNoLevel() async {
    await #expect(processExitsWith: .failure) { _ = Level(0) }
    await #expect(processExitsWith: .failure) { _ = Level(1) }
    await #expect(processExitsWith: .failure) { _ = Level(.nan) }
  }
}
