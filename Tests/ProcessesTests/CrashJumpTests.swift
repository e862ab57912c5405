import Foundation
import Testing

@testable import Processes

@Suite struct CrashJumpTests {
  static let values = ["jumpRate": 10, "jumpMean": -0.2, "jumpVolatility": 0.1]

  /// Crashes keep the expected price of the base, here one that rises by 1 % a step. Seed 61,
  /// 65,536 paths of 5 steps of 10 days, standard error 0.001; without the compensator the mean
  /// falls by 0.2.
  @Test func keepsTheExpectedPrice() throws {
    let process = try CrashJump(Self.values, days: 10)
    let set = PathSet(for: process, paths: 65_536, steps: 5, seed: 61, inputs: [0.01])
    expectMoments(set.advance(process)[0].map { exp($0) }, mean: exp(0.05))
  }

  /// Without a crash the return is the base's less the compensator; with one it is a jump lower.
  @Test func addsToTheBase() throws {
    let process = try CrashJump(Self.values)
    let compensator = 10.0 / 365 * (exp(-0.2 + 0.005) - 1)
    let calm = PathSet(path: [[0, 1]], inputs: [0.03]).advance(process)
    #expect(abs(calm[1][0] - (0.03 - compensator)) < 1e-16)
    // P(N ≥ 1) = 2.7 %, P(N ≥ 2) = 3.7e-4: 2.5 is one crash.
    let crash = PathSet(path: [[2.5, 1]], inputs: [0.03]).advance(process)
    #expect(abs(crash[1][0] - (0.03 - compensator - 0.2 + 0.1)) < 1e-15)
  }

  @Test func readsTheReturnOfTheSameStep() throws {
    #expect(CrashJump.inputs.map(\.quantity) == [.logReturn])
    #expect(CrashJump.inputs.map(\.moment) == [.endOfStep])
    #expect(try CrashJump(Self.values).shocks.allSatisfy { !$0.isCorrelated })
  }
}
