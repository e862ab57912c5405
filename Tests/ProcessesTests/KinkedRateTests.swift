import Foundation
import TestSupport
import Testing
import VectorMath

@testable import Processes

@Suite struct KinkedRateTests {
  /// All cases of the reference table: rates to 1e-12, yields to 1e-9; the kernel agrees with the
  /// curve.
  @Test func matchesTheReference() throws {
    let table = try ReferenceTable("protocol/kinked_rate.csv")
    #expect(table.cases.count == 24)
    for row in table.cases {
      let values = try [
        "base": row.input("base"), "slope1": row.input("slope1"), "slope2": row.input("slope2"),
        "optimal": row.input("optimal"), "reserveFactor": row.input("reserve_factor"),
      ]
      let u = try row.input("utilisation")
      let process = try KinkedRate(values)
      let borrow = process.curve.borrow(at: u)
      let supply = process.curve.supply(at: u)
      #expect(try row.accepts("borrow", borrow))
      #expect(try row.accepts("supply", supply))
      #expect(try row.accepts("borrow_apy", KinkedRateCurve.annualYield(of: borrow)))
      #expect(try row.accepts("supply_apy", KinkedRateCurve.annualYield(of: supply)))
      let state = PathSet(count: 1, shocks: [], inputs: [[u]]).advance(process)
      #expect(try row.accepts("borrow", state[0][0]))
      #expect(try row.accepts("supply", state[1][0]))
    }
  }

  /// Indices grow with the rates of the start of the step; the end's utilisation sets the next
  /// ones.
  @Test func accruesBeforeItUpdates() throws {
    let process = try KinkedRate([
      "slope1": 0.027, "slope2": 0.8, "optimal": 0.9, "reserveFactor": 0.15,
    ])
    let state = PathBlock(columnCount: 4)
    let utilisation = PathBlock(columnCount: 1)
    let columns = ProcessColumns(
      state: (0..<4).map { state[$0] }, inputs: [utilisation[0]], shocks: [])
    utilisation[0].fill(0.45)
    process.setInitialState(columns)
    utilisation[0].fill(0.95)
    process.advance(columns)
    #expect(abs(state[2][path: 0] - 0.0135 / 365) < 1e-19)
    #expect(abs(state[3][path: 0] - 0.0135 * 0.45 * 0.85 / 365) < 1e-19)
    #expect(abs(state[0][path: 0] - 0.427) < 1e-15)
    utilisation[0].fill(0.45)
    process.advance(columns)
    #expect(abs(state[2][path: PathBlock.pathCount - 1] - (0.0135 + 0.427) / 365) < 1e-17)
  }
}
