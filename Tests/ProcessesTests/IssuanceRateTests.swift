import Foundation
import Testing

@testable import Processes

@Suite struct IssuanceRateTests {
  /// 34.2 million staked ETH pay 2.8441 % a year (consensus-specs, 166.32 / √34.2e6). With
  /// volatility 0 the stake reverts along a geometric path: ln V halves its distance in ln 2 / κ.
  @Test func rateFollowsTheStake() throws {
    let process = try IssuanceRate(
      ["stakedEth": 34.2e6, "longRunStakedEth": 42.2e6, "speed": 2, "volatility": 0],
      days: 365 * log(2.0) / 2)
    let start = PathSet(count: 1, shocks: []).advance(process)[0][0]
    #expect(abs(start - 0.028441) < 2e-6)
    let next = PathSet(path: [[1]]).advance(process)[0][0]
    #expect(abs(next / (166.32 / (34.2e6 * 42.2e6).squareRoot().squareRoot()) - 1) < 1e-14)
  }

  /// More stake, less reward: a positive shock lowers the rate.
  @Test func shockMovesTheStake() throws {
    let process = try IssuanceRate([
      "stakedEth": 34.2e6, "longRunStakedEth": 34.2e6, "speed": 1, "volatility": 0.2,
    ])
    let rate = PathSet(path: [[1]]).advance(process)[0][0]
    let scale = 0.2 * (-expm1(-2.0 / 365) / 2).squareRoot()
    #expect(abs(rate / (166.32 / 34.2e6.squareRoot() * exp(-scale / 2)) - 1) < 1e-14)
  }
}
