import Foundation
import Testing

@testable import Processes

@Suite struct ExitQueueTests {
  static let values = ["initialWait": 3, "mean": 0.2, "speed": 6, "volatility": 4]

  /// The queue of September 2025: 2,673,349 ETH at 256 ETH per epoch are 46.412 days.
  @Test func daysOfAQueue() {
    let days = ExitQueue.days(queuedEth: 2_673_349, churnPerEpoch: 256)
    #expect(abs(days - 46.412) < 0.0005)
  }

  /// W = e^l − 1 where l is positive and 0 below: the wait starts as stated and never turns
  /// negative.
  @Test func waitIsCensoredAtZero() throws {
    let process = try ExitQueue(Self.values)
    #expect(process.shocks == [Shock()])
    let start = PathSet(count: 1, shocks: []).advance(process)[0][0]
    #expect(abs(start - 3) < 1e-14)
    let decay = exp(-6.0 / 365)
    let scale = 4 * ((1 - decay * decay) / 12).squareRoot()
    for z in [-8.0, 0.4, 6] {
      let l = 0.2 + (log(4.0) - 0.2) * decay + scale * z
      let path = PathSet(path: [[z]]).advance(process)
      #expect(abs(path[0][0] - max(0, exp(l) - 1)) < 1e-13)
      #expect(abs(path[1][0] - l) < 1e-14)
    }
  }

  /// The hidden logarithm has the law of the mean-reverting Gaussian although W is censored. Seed
  /// 81, 65,536 paths of 10 steps of 10 days, standard error of the mean 0.0044; feeding the
  /// censored logarithm back would raise the mean by more than 0.2.
  @Test func logarithmIsNotCensored() throws {
    let process = try ExitQueue(Self.values, days: 10)
    let l = PathSet(for: process, paths: 65_536, steps: 10, seed: 81).advance(process)[1]
    let decay = exp(-600.0 / 365)
    expectMoments(
      l, mean: 0.2 + (log(4.0) - 0.2) * decay, variance: 16 * (1 - decay * decay) / 12)
  }

  /// An operator's exit of 1.6 million ETH adds 27.8 days, which drain by a day each day.
  @Test func operatorExitsDrain() throws {
    var values = Self.values
    values["operatorExitRate"] = 0.5
    values["volatility"] = 0
    let process = try ExitQueue(values)
    let size = 1_600_000 / (225 * 256.0)
    let steps = [[0, 3.5], [0, 0], [0, 0]]
    for n in 1...3 {
      let path = PathSet(path: Array(steps[..<n])).advance(process)
      #expect(abs(path[2][0] - (size - Double(n - 1))) < 1e-12)
      #expect(abs(path[0][0] - (exp(path[1][0]) - 1 + path[2][0])) < 1e-12)
    }
    let long = PathSet(path: [[0, 3.5]] + Array(repeating: [0, 0], count: 40)).advance(process)
    #expect(long[2][0] == 0)
  }
}
