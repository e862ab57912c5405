import Foundation
import Testing

@testable import Processes

@Suite struct StudentTReturnsTests {
  static let values = ["scale": 0.05, "degreesOfFreedom": 3]

  /// Seed 51, 65,536 paths of 10 days, standard error about 0.001; leaving c out moves the mean by
  /// 0.03.
  @Test func keepsTheExpectedPrice() throws {
    let process = try StudentTReturns(Self.values)
    let logPrice = PathSet(for: process, paths: 65_536, steps: 10, seed: 51).advance(process)[0]
    expectMoments(logPrice.map { exp($0) }, mean: 1)
  }

  /// Returns are s t − c up to the bound, and ± the bound − c beyond it.
  @Test func clampsTheInnovation() throws {
    var values = Self.values
    values["bound"] = 0.3
    values["drift"] = 0.365
    let process = try StudentTReturns(values)
    let shift = 0.001 - process.logMean
    for (t, q) in [(1.0, 0.05), (-2, -0.1), (6.1, 0.3), (-1e6, -0.3)] {
      let path = PathSet(path: [[t]]).advance(process)
      #expect(abs(path[1][0] - (q + shift)) < 1e-16)
      #expect(path[0] == path[1])
    }
  }

  @Test func refusesOtherSteps() {
    #expect(throws: (any Error).self) { try StudentTReturns(Self.values, days: 2) }
  }

  @Test func asksForItsOwnLaw() throws {
    #expect(try StudentTReturns(Self.values).shocks.map(\.law) == [.studentT(3)])
  }
}
