import Lending
import Testing

@Suite struct OracleKindTests {
  /// 10 March 2026: a step limit of 3 % held the snapshot at 1.157209899 × 1.03 = 1.191926196, and
  /// the cap of 1.1933947 against a rate of 1.2285 priced wstETH 2.8576 % too low.
  @Test func capErrorOfMarch2026() {
    let limited = OracleKind.capped(snapshotRate: 1.157209899 * 1.03, age: 0, yearlyGrowth: 0.0968)
    let start = limited.rate(exchangeRate: 1.2285, discount: 0, at: 0)
    #expect(isClose(start, 1.191926196, relative: 0, absolute: 5e-10))
    let gap =
      OracleKind.cappedRate(cap: 1.1933947, growth: 0)
      .rate(exchangeRate: 1.2285, discount: 0, at: 0) / 1.2285 - 1
    #expect(isClose(gap, -0.028576, relative: 0, absolute: 5e-7))
  }

  /// 1.2 growing by 10 % a year from a snapshot a year old is 1.32 now and 1.44 in a year, in a
  /// straight line: compounding would give 1.452.
  @Test func capGrowsLinearly() {
    let oracle = OracleKind.capped(snapshotRate: 1.2, age: 1, yearlyGrowth: 0.1)
    #expect(isClose(oracle.rate(exchangeRate: 2, discount: 0, at: 0), 1.32))
    #expect(isClose(oracle.rate(exchangeRate: 2, discount: 0, at: 1), 1.44))
    #expect(oracle.rate(exchangeRate: 1.3, discount: 0.5, at: 0) == 1.3)
  }

  /// A discount moves the market oracle alone.
  @Test func onlyTheMarketOracleSeesTheDiscount() {
    #expect(OracleKind.exchangeRate.rate(exchangeRate: 1.2, discount: 0.1, at: 3) == 1.2)
    #expect(isClose(OracleKind.market.rate(exchangeRate: 1.2, discount: 0.1, at: 3), 1.08))
  }
}
