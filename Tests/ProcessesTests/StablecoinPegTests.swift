import Foundation
import Testing

@testable import Processes

@Suite struct StablecoinPegTests {
  static let values = [
    "initial": -0.01, "speed": 50, "volatility": 0.01, "depegRate": 2, "depegMedian": 0.12,
    "depegLogSd": 0.5,
  ]

  /// A coin that starts 1 % below par returns to it: the log price rises by 0.01 (1 − e^(−κt)).
  @Test func returnsToPar() throws {
    let process = try StablecoinPeg(["initial": -0.01, "speed": 50, "volatility": 0])
    #expect(process.shocks == [Shock()])
    let path = PathSet(path: [[1], [1]]).advance(process)
    #expect(abs(path[0][0] + 0.01 * expm1(-100.0 / 365)) < 1e-17)
    let first = -0.01 * expm1(-50.0 / 365)
    #expect(abs(path[1][0] - (path[0][0] - first)) < 1e-17)
  }

  /// Above Φ⁻¹(e^(−λΔt)) = 2.54 the price falls by median e^(sd Z); below it does not.
  @Test func depegsFall() throws {
    let process = try StablecoinPeg(Self.values)
    let calm = PathSet(path: [[0, 2.53, 1]]).advance(process)
    let fallen = PathSet(path: [[0, 2.55, 1]]).advance(process)
    #expect(abs(fallen[0][0] - calm[0][0] + 0.12 * exp(0.5)) < 1e-16)
    #expect(abs(fallen[1][0] - fallen[0][0]) < 1e-17)
  }
}
