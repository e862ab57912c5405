import Foundation
import TestSupport
import Testing
import VectorMath

@testable import Processes

@Suite struct ExchangeRateTests {
  /// The share of E that is lost when a share s of the token's validators, and nobody else's, is slashed:
  /// s min(1, 1/4096 + min(1, 3 m s)), m the token's share of all stake.
  private func slashingLoss(networkShare m: Double, slashedShare s: Double) -> Double {
    s * min(1, 1 / 4096 + min(1, 3 * m * s))
  }

  /// Loss of E when a share of Lido's validators (27 % of the stake) is slashed alone: s (1/4096 +
  /// 0.81 s), Electra's penalties. Percent, rounded as printed.
  @Test(arguments: [
    (0.01, 0.008, 0.003), (0.037, 0.11, 0.01), (0.1, 0.81, 0.01), (0.16, 2.0775, 0.0001),
    (0.2, 3.24, 0.01), (0.3, 7.30, 0.01), (1, 81, 0.1),
  ])
  func slashingLosses(_ share: Double, _ percent: Double, _ rounding: Double) {
    let loss = 100 * slashingLoss(networkShare: 0.27, slashedShare: share)
    #expect(abs(loss - percent) <= rounding)
  }

  /// Nobody loses more than the stake, however large the correlation penalty.
  @Test func lossIsAtMostAll() throws {
    #expect(slashingLoss(networkShare: 1, slashedShare: 1) == 1)
    #expect(slashingLoss(networkShare: 1, slashedShare: 0.5) == 0.5)
    let process = try ExchangeRate([
      "slashingRate": 1, "networkShare": 1, "slashedShareMedian": 1,
    ])
    let logRate = PathSet(path: [[8, 0]], inputs: [0]).advance(process)[0][0]
    #expect(abs(logRate - log(0x1p-20)) < 1e-14)
  }

  /// ln E grows by (1 − fee) max(r, 0) Δt; without slashing no random number is asked for.
  @Test func accruesTheRateAtTheStart() throws {
    let process = try ExchangeRate(["fee": 0.1])
    #expect(process.shocks.isEmpty)
    #expect(ExchangeRate.inputs[0].moment == .startOfStep)
    let set = PathSet(count: 2, shocks: [[], [], []], inputs: [[0.0365, -0.01]])
    let logRate = set.advance(process)[0]
    #expect(abs(logRate[0] - 3 * 0.9 * 0.0001) < 1e-18)
    #expect(logRate[1] == 0)
  }

  /// Each of 65,536 equal shares of the event column is hit or not: λΔt = 0.1 hits 1 − e^(−0.1) of
  /// them, and a hit loses what `slashingLoss` says, the share drawn lognormal and capped at 1.
  @Test func slashingEvents() throws {
    let process = try ExchangeRate(
      [
        "slashingRate": 36.5, "networkShare": 0.27, "slashedShareMedian": 0.2,
        "slashedShareLogSd": 0.8,
      ])
    let event = stratifiedNormals(65_536)
    let size = event.indices.map { Double($0 % 7) - 3 }
    let logRate = PathSet(
      count: event.count, shocks: [[event, size]],
      inputs: [[Double](repeating: 0, count: event.count)]
    ).advance(process)[0]
    let hit = logRate.indices.filter { logRate[$0] != 0 }
    #expect(abs(Double(hit.count) + 65_536 * expm1(-0.1)) <= 1)
    let wrong = hit.filter { p in
      let share = min(1, 0.2 * exp(0.8 * size[p]))
      let loss = slashingLoss(networkShare: 0.27, slashedShare: share)
      return abs(logRate[p] - log1p(-loss)) >= 1e-14
    }
    #expect(wrong.isEmpty)
  }

  /// The continuous rows of the reference table, to 1e-13.
  @Test func rewardAccrual() throws {
    let table = try ReferenceTable("protocol/reward_accrual.csv")
    let rows = table.cases.filter { $0.text("compounding") == "continuous" }
    #expect(rows.count == 12)
    for row in rows {
      let rate = try row.input("apr")
      let fee = try row.input("fee")
      let days = try row.input("days")
      let process = try ExchangeRate(["fee": fee], days: days)
      let logRate = PathSet(count: 1, shocks: [[]], inputs: [[rate]]).advance(process)[0][0]
      #expect(try row.accepts("growth", exp(logRate)))
    }
  }
}
