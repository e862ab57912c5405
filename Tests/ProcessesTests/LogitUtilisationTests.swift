import Foundation
import Testing

@testable import Processes

@Suite struct LogitUtilisationTests {
  static let values = ["initial": 0.9, "mean": 0.854, "speed": 12.6, "volatility": 2.1]

  /// The logit of 0.854 is 1.766; U is its inverse.
  @Test func utilisationIsTheLogistic() throws {
    #expect(abs(LogitUtilisation.logit(of: 0.854) - 1.7663) < 1e-4)
    let process = try LogitUtilisation(Self.values)
    let start = PathSet(count: 1, shocks: []).advance(process)[0][0]
    #expect(abs(start - 0.9) < 1e-15)
    for z in [-3.0, 0, 8.6] {
      let path = PathSet(path: [[z]]).advance(process)
      #expect(abs(path[0][0] - 1 / (1 + exp(-path[1][0]))) < 1e-15)
      #expect(path[0][0] > 0 && path[0][0] < 1)
    }
  }

  /// Seed 91, 65,536 paths of 10 steps of 5 days: the logit has the closed-form mean and variance,
  /// the jumps of each step adding λΔt j and λΔt j². Standard error 0.006; jumps that stay would be
  /// off by 2.
  @Test func logitHasItsLaw() throws {
    var values = Self.values
    values["jumpRate"] = 20
    values["jumpSize"] = 1.5
    let process = try LogitUtilisation(values, days: 5)
    let l = PathSet(for: process, paths: 65_536, steps: 10, seed: 91).advance(process)[1]
    let mean = log(0.854 / 0.146)
    let start = log(9.0)
    let a = exp(-12.6 * 5 / 365)
    let events = 20 * 5 / 365.0
    let scale = 2.1 * 2.1 * (1 - a * a) / 25.2
    var m = start
    var v = 0.0
    for _ in 0..<10 {
      m = mean + (m - mean) * a + events * 1.5
      v = v * a * a + scale + events * 2.25
    }
    expectMoments(l, mean: m, variance: v)
  }

  @Test func asksForJumpsOnlyWithARate() throws {
    #expect(try LogitUtilisation(Self.values).shocks.count == 1)
    #expect(
      try LogitUtilisation(Self.values.merging(["jumpRate": 1]) { $1 }).shocks.count == 2)
  }
}
