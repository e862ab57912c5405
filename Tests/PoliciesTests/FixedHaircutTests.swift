import Testing

@testable import Policies

@Suite struct FixedHaircutTests {
  /// 1 − 0.3 and 1 − 0.3 + 0.05.
  @Test func isOneForEveryToken() throws {
    let terms = try PolicyCase().terms(
      FixedHaircut.self, ["haircut": 0.3, "buffer": 0.05, "bonus": 0.08])
    #expect(abs(terms.haircut - 0.3) < 1e-12)
    #expect(abs(terms.liquidationThreshold - 0.75) < 1e-12)
    #expect(terms.liquidationBonus == 0.08)
  }
}
