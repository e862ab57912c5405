import Diagnostics
import Foundation
import Market
import Testing
import VectorMath

@testable import Processes

@Suite struct LogDiscountTests {
  static let jumping = [
    "speed": 40, "volatility": 0, "jumpRate": 4, "jumpRateSlope": 100, "jumpRateCap": 40,
    "jumpMedian": 0.01, "jumpLogSd": 0.5,
  ]

  /// The reference workload's discount: x = m + (x − m) φ + sd √(1 − φ²) Z, and one random column.
  @Test func plainResidualIsTheExactTransition() throws {
    let process = try LogDiscount([
      "level": 0.0005, "speed": 40, "volatility": 0.004 * 80.0.squareRoot(),
    ])
    #expect(process.shocks == [Shock()])
    let phi = exp(-40.0 / 365)
    var x = 0.0005
    var shocks: [[Double]] = []
    for z in [0.3, -2.0, 1.7, 0.0, 4.1] {
      shocks.append([z])
      x = 0.0005 + (x - 0.0005) * phi + 0.004 * (1 - phi * phi).squareRoot() * z
      let got = PathSet(path: shocks, inputs: [nil, nil]).advance(process)[0][0]
      #expect(abs(got - x) < 1e-17)
    }
  }

  /// x = a + b W + y at time 0 and after a step, in which y shrinks by e^(−κΔt).
  @Test func waitAddsToTheLevel() throws {
    let process = try LogDiscount([
      "level": 0.0006, "waitSensitivity": 0.00004, "speed": 34, "volatility": 0.005,
      "initialDeviation": 0.002,
    ])
    let start = PathSet(count: 1, shocks: [], inputs: [[25], nil]).advance(process)
    #expect(abs(start[0][0] - (0.0006 + 0.001 + 0.002)) < 1e-18)
    #expect(start[1][0] == 0.002)
    let next = PathSet(path: [[0]], inputs: [25, nil]).advance(process)
    #expect(abs(next[0][0] - (0.0016 + 0.002 * exp(-34.0 / 365))) < 1e-17)
  }

  /// A jump has the size median e^(sd Z), is added to the residual at the end of the step and
  /// reverts.
  @Test func jumpsAddAndRevert() throws {
    let process = try LogDiscount(Self.jumping)
    let size = 0.01 * exp(0.5 * 1.2)
    let jumped = PathSet(path: [[0, 5, 1.2]], inputs: [nil, nil]).advance(process)
    #expect(abs(jumped[0][0] - size) < 1e-17)
    let after = PathSet(path: [[0, 5, 1.2], [0, 0, 9]], inputs: [nil, nil]).advance(process)
    #expect(abs(after[0][0] - size * exp(-40.0 / 365)) < 1e-17)
  }

  /// λ = min(cap, λ₀ + λ₁ |r|): on 65,536 normals that stand for equal shares, 1 − e^(−λΔt) of the
  /// paths jump, to within 1 path. |r| = 0.1 gives 14 a year, 0.5 meets the cap of 40; the sign
  /// does not matter.
  @Test(arguments: [(0.0, 4.0), (0.1, 14), (-0.1, 14), (0.5, 40)])
  func rateFollowsTheReturn(_ logReturn: Double, _ rate: Double) throws {
    let process = try LogDiscount(Self.jumping)
    let event = stratifiedNormals(65_536)
    let zero = [Double](repeating: 0, count: event.count)
    let set = PathSet(
      count: event.count, shocks: [[zero, event, zero]],
      inputs: [nil, [Double](repeating: logReturn, count: event.count)])
    let jumps = set.advance(process)[0].filter { $0 > 0 }.count
    #expect(abs(Double(jumps) + 65_536 * expm1(-rate / 365)) <= 1)
  }

  @Test(arguments: [
    ["jumpRate": 5, "jumpRateCap": 4], ["jumpRate": 1], ["jumpRateSlope": 1],
  ])
  func refusesACapBelowTheRate(_ values: [String: Double]) {
    do {
      _ = try LogDiscount(values.merging(["speed": 40, "volatility": 0.01]) { a, _ in a })
      Issue.record("accepted \(values)")
    } catch {
      #expect(error.message.hasPrefix("jumpRateCap is"))
    }
  }
}
