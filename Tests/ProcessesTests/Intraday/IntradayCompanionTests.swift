import Foundation
import Testing
import VectorMath

@testable import Processes

@Suite struct IntradayCompanionTests {
  static let laws: [(IntradayLaw, IntradayLaw)] = [
    (.known, .known), (.studentT(degreesOfFreedom: 3.46), .known),
    (.known, .studentT(degreesOfFreedom: 3.46)),
    (.studentT(degreesOfFreedom: 3.46), .studentT(degreesOfFreedom: 3.46)),
    (.studentT(degreesOfFreedom: 5), .studentT(degreesOfFreedom: 3.46)),
  ]

  /// The companion's path has the law of a price refined alone: the shares of days whose lowest check and worst
  /// hour are below a level agree with those of its own bridge.
  ///
  /// Seeds 31 and 32, 262,144 paths each; standard errors up to 0.001. V_B from the normal of the leader's V,
  /// which knows M, would give a third of the first share.
  @Test(arguments: laws)
  func hasItsOwnLaw(_ law: IntradayLaw, _ leader: IntradayLaw) {
    let bridge = IntradayBridge(leader, clock: IntradayClock(checks: 24), companions: 1)
    let companion = IntradayCompanion(law, leader: leader, correlation: 0.8)
    var sample = IntradaySample(bridge, innovation: -0.02, variance: 0.0016, seed: 31)
    let columns = IntradayCompanionColumns(checks: 24)
    columns.step.innovation.fill(-0.03)
    columns.step.variance.fill(0.0012)
    let alone = IntradayBridge(law, clock: IntradayClock(checks: 24))
    var reference = IntradaySample(alone, innovation: -0.03, variance: 0.0012, seed: 32)
    var lows = [SampleSum(), SampleSum()]
    var falls = [SampleSum(), SampleSum()]
    var below = 0
    func add(_ k: Int, _ path: borrowing PathBlock) {
      for p in 0..<PathBlock.pathCount {
        let checks = [0] + (0..<24).map { path[$0][path: p] }
        lows[k].add(checks.min()! <= -0.05)
        falls[k].add(zip(checks.dropFirst(), checks).contains { $0 - $1 <= -0.03 })
        if k == 0, checks[1...].min()! < columns.low[path: p] { below += 1 }
      }
    }
    for _ in 0..<1024 {
      sample.draw()
      companion.refine(
        columns, companion: 0, of: bridge, leader: sample.columns, pathCount: 256)
      add(0, columns.path)
      reference.draw()
      add(1, reference.columns.path)
    }
    lows[0].expect(lows[1].mean, error: lows[1].error, "P(check ≤ −0.05)")
    falls[0].expect(falls[1].mean, error: falls[1].error, "P(fall ≤ −0.03)")
    #expect(below == 0)
  }

  /// Hours move together: over an even clock the correlation of the deviations at half time is ρ.
  ///
  /// Seed 33, 262,144 paths, standard error 0.0015.
  @Test(arguments: [0, 0.8, 1]) func hoursAreCorrelated(_ correlation: Double) {
    let bridge = IntradayBridge(.known, clock: IntradayClock(evenChecks: 2), companions: 1)
    let companion = IntradayCompanion(.known, leader: .known, correlation: correlation)
    var sample = IntradaySample(bridge, innovation: 0.01, variance: 0.0016, seed: 33)
    let columns = IntradayCompanionColumns(checks: 2)
    columns.step.innovation.fill(-0.02)
    columns.step.variance.fill(0.0025)
    var product = SampleSum()
    for _ in 0..<1024 {
      sample.draw()
      companion.refine(
        columns, companion: 0, of: bridge, leader: sample.columns, pathCount: 256)
      for p in 0..<PathBlock.pathCount {
        let x = (sample.columns.path[0][path: p] - 0.005) / (0.04 * 0.5)
        let y = (columns.path[0][path: p] + 0.01) / (0.05 * 0.5)
        product.add(x * y)
      }
    }
    product.expect(correlation, "correlation")
  }

  /// V_B has the rank of V: an incomplete gamma function of another program gives these values; without a drawn V
  /// of the leader the normal is the rank.
  @Test func variancesHaveEqualRanks() {
    let block = PathBlock(columnCount: 6)
    let leader = IntradayStep(innovation: block[0], variance: block[1])
    leader.innovation.fill(-0.05)
    leader.variance.fill(0.0016)
    block[3].fill(0.0006058372736166446)
    block[4].fill(2 * sin(1))
    block[5].fill(0.5)
    let columns = IntradayCompanionColumns(checks: 0)
    columns.step.innovation.fill(-0.03)
    columns.step.variance.fill(0.0012)
    for (other, expected) in [
      (IntradayLaw.studentT(degreesOfFreedom: 3.46), 0.00044477163637569823),
      (.known, 0.0003513507900946272),
    ] {
      IntradayCompanion(.studentT(degreesOfFreedom: 5), leader: other, correlation: 0.5).bound(
        columns, leader: leader, minima: block[2], variances: block[3], normals: block[4],
        uniforms: block[5])
      #expect(abs(columns.variances[path: 3] / expected - 1) < 1e-6)
    }
  }
}
