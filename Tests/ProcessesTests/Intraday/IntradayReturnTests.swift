import Testing
import VectorMath

@testable import Processes

@Suite struct IntradayReturnTests {
  /// Drift along the clock, a jump on one check, the step's own return at the end, and no check below the bound.
  @Test func addsDriftAndJumps() {
    let bridge = IntradayBridge(
      .studentT(degreesOfFreedom: 3.46), clock: IntradayClock(checks: 24))
    var sample = IntradaySample(bridge, innovation: 0, variance: 0.0016, seed: 41)
    let block = PathBlock(columnCount: 5)
    let (jumps, returns, drifts) = (block[0], block[1], block[2])
    var generator = SplitMix64(seed: 42)
    for p in 0..<PathBlock.pathCount {
      let q = 0.04 * generator.normal()
      sample.columns.step.innovation[path: p] = q
      jumps[path: p] = p % 3 == 0 ? 0.2 * generator.normal() : 0
      returns[path: p] = q + 0.01 * generator.normal() + jumps[path: p]
    }
    sample.draw()
    let columns = sample.columns.step
    IntradayReturn.setDrift(
      drifts, logReturns: returns, innovations: columns.innovation, jumps: jumps)
    IntradayReturn.setLow(
      block[3], minima: sample.columns.minima, drifts: drifts, jumps: jumps, logReturns: returns)
    let bare = PathBlock(columnCount: 24)
    for i in 0..<24 { bare[i].copy(sample.columns.path[i]) }
    let uniforms = sample.columns.uniforms[IntradayDraws.jumpCheck]
    IntradayReturn.complete(
      sample.columns.path, times: sample.columns.times, checks: 24, drifts: drifts,
      jumps: (jumps, uniforms), logReturns: returns)
    IntradayReturn.setWorstCheck(block[4], path: sample.columns.path, checks: 24)
    for p in 0..<PathBlock.pathCount {
      let q = columns.innovation[path: p]
      #expect(abs(returns[path: p] - q - jumps[path: p] - drifts[path: p]) < 1e-16)
      let jumpsAt = Int(24 * uniforms[path: p]) + 1
      var changes: [Double] = []
      var before = 0.0
      for i in 1...24 {
        let x = sample.columns.path[i - 1][path: p]
        let time = sample.columns.times[i - 1][path: p]
        let jump = i >= jumpsAt ? jumps[path: p] : 0
        let expected = bare[i - 1][path: p] + time * drifts[path: p] + jump
        #expect(abs(x - expected) < 1e-15)
        #expect(x >= block[3][path: p])
        changes.append(x - before)
        before = x
      }
      #expect(sample.columns.path[23][path: p] == returns[path: p])
      #expect(Double(changes.firstIndex(of: changes.min()!)! + 1) == block[4][path: p])
    }
  }

  /// Without drift and jumps the skeleton stays, and one check is the end.
  @Test func leavesABareBridgeAlone() {
    let bridge = IntradayBridge(.known, clock: IntradayClock(checks: 1))
    var sample = IntradaySample(bridge, innovation: -0.01, variance: 0.0016, seed: 43)
    sample.draw()
    let block = PathBlock(columnCount: 3)
    block[0].fill(-0.01)
    IntradayReturn.setDrift(
      block[1], logReturns: block[0], innovations: sample.columns.step.innovation, jumps: nil)
    IntradayReturn.complete(
      sample.columns.path, times: sample.columns.times, checks: 1, drifts: block[1], jumps: nil,
      logReturns: block[0])
    IntradayReturn.setWorstCheck(block[2], path: sample.columns.path, checks: 1)
    #expect(sample.columns.path[0][path: 77] == -0.01 && block[2][path: 77] == 1)
  }
}
