import Policies
import Testing

@Suite struct PairHistoryTests {
  private func facts(
    _ symbol: String, follows: String?, _ returns: [Double], isStaked: Bool = false
  ) -> TokenFacts {
    TokenFacts(
      symbol: symbol, follows: follows, isStaked: isStaked, returns: returns, deviation: nil,
      logDiscount: 0, exitWait: 0, depth: nil)
  }

  /// Both histories end today, so the shorter one belongs to the last days of the longer one: on
  /// the first day only the collateral has moved, whichever of the two is the shorter.
  @Test func historiesAreAlignedAtTheirEnds() {
    let long = [0.1, 0.2, 0.3]
    let short = [0.05, 0.02]
    let pair = PairHistory(
      collateral: facts("ETH", follows: "eth", long), debt: facts("BTC", follows: "btc", short))
    let expected = [0.1, 0.2 - 0.05, 0.3 - 0.02]
    #expect(pair.returns.count == 3)
    #expect(zip(pair.returns, expected).allSatisfy { abs($0 - $1) < 1e-15 })
    let turned = PairHistory(
      collateral: facts("BTC", follows: "btc", short), debt: facts("ETH", follows: "eth", long))
    #expect(zip(turned.returns, expected).allSatisfy { abs($0 + $1) < 1e-15 })
  }

  /// Sums of every two days in turn, each a day later than the one before:
  /// 1 + 2, 2 + 4, 4 + 8, 8 + 16 hundredths of a fall.
  @Test func sumsOfTwoDaysMoveOnByOne() {
    let returns = [0.01, 0.02, 0.04, 0.08, 0.16].map { -$0 }
    let pair = PairHistory(
      collateral: facts("ETH", follows: "eth", returns), debt: facts("USD", follows: nil, []))
    let expected = [0.03, 0.06, 0.12, 0.24]
    let losses = pair.losses(days: 2)
    #expect(losses.count == 4)
    #expect(zip(losses, expected).allSatisfy { abs($0 - $1) < 1e-15 })
  }
}
