import Foundation
import Testing
import VectorMath

@testable import Processes

/// The order of the draws is frozen: the expected numbers are those of a program of its own that follows the
/// numbering, with quantiles of the incomplete gamma function and the textbook mixture of inverse Gaussian laws.
/// The tabulated quantiles of the engine are off by 1e-7.
@Suite struct IntradayDrawsTests {
  /// Draw k is 2 sin(1 + 1.7k) for normals and the fraction of 0.31 + 0.618k for uniforms, on every path.
  static func fill(_ columns: borrowing IntradayColumns, _ draws: IntradayDraws) {
    for k in 0..<draws.normalCount { columns.normals[k].fill(2 * sin(1 + 1.7 * Double(k))) }
    for k in 0..<draws.uniformCount {
      columns.uniforms[k].fill(fmod(0.31 + 0.618 * Double(k), 1))
    }
  }

  static func refined(_ bridge: IntradayBridge, _ q: Double, _ h: Double) -> IntradayColumns {
    let columns = IntradayColumns(bridge.draws)
    fill(columns, bridge.draws)
    columns.step.innovation.fill(q)
    columns.step.variance.fill(h)
    bridge.extremes.setMinima(
      columns.minima, columns.step, uniforms: columns.uniforms[IntradayDraws.minimum])
    bridge.refine(columns, pathCount: 1)
    return columns
  }

  static func expect(
    _ got: [Double], _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (a, b) in zip(got, expected) {
      #expect(abs(a - b) <= 2e-6 * abs(b), "\(a), expected \(b)", sourceLocation: sourceLocation)
    }
  }

  static func path(_ block: borrowing PathBlock) -> [Double] {
    (0..<block.columnCount).map { block[$0][path: 0] }
  }

  @Test func studentTStep() {
    let bridge = IntradayBridge(
      .studentT(degreesOfFreedom: 3.46), clock: IntradayClock(checks: 6))
    let columns = Self.refined(bridge, -0.05, 0.0016)
    Self.expect(
      [columns.minima[path: 0], columns.variances[path: 0], columns.minimumTimes[path: 0]],
      [-0.06321206102646491, 0.0006058372736166446, 0.9070542683089767])
    Self.expect(
      Self.path(columns.times),
      [
        0.05028159893303745, 0.18402729008585236, 0.5774925769487672, 0.7276637349655373,
        0.7759477540980437, 1,
      ])
    Self.expect(
      Self.path(columns.path),
      [
        0.006818541366916023, 0.011040593926880074, -0.028313705266065838, -0.04602166841205009,
        -0.049777394574141556, -0.05,
      ])
  }

  @Test func stepOfKnownVariance() {
    let bridge = IntradayBridge(.known, clock: IntradayClock(checks: 4))
    let columns = Self.refined(bridge, 0.02, 0.0009)
    Self.expect(
      [columns.minima[path: 0], columns.variances[path: 0], columns.minimumTimes[path: 0]],
      [-0.015040613843840275, 0.0009, 0.554794445978014])
    Self.expect(
      Self.path(columns.times), [0.09368657759709571, 0.2936730243520357, 0.7805895394796128, 1])
    Self.expect(
      Self.path(columns.path),
      [0.0013805812021504913, 0.014736699045321962, 0.019607559337302558, 0.02])
  }

  /// Companion 0 of the first test's step, correlation 0.8.
  @Test func companion() {
    let law = IntradayLaw.studentT(degreesOfFreedom: 3.46)
    let bridge = IntradayBridge(law, clock: IntradayClock(checks: 6), companions: 1)
    let columns = Self.refined(bridge, -0.05, 0.0016)
    let own = IntradayCompanionColumns(checks: 6)
    own.step.innovation.fill(-0.03)
    own.step.variance.fill(0.0012)
    IntradayCompanion(law, leader: law, correlation: 0.8)
      .refine(own, companion: 0, of: bridge, leader: columns, pathCount: 1)
    Self.expect(
      [own.variances[path: 0], own.ownMinima[path: 0], own.ownMinimumTimes[path: 0]],
      [0.0003322333435962244, -0.033251448501877785, 0.9745752800383243])
    Self.expect(
      Self.path(own.path),
      [
        0.00035117545499073043, 0.005962341878751382, -0.008448989264975813,
        -0.01936377876114499, -0.026299817985646852, -0.03,
      ])
  }

  @Test func countsPerPathAndStep() {
    let draws = IntradayDraws(checks: 24)
    #expect(draws.normalCount == 95 && draws.drawnNormalCount == 96 && draws.uniformCount == 3)
    #expect(IntradayDraws(checks: 96).normalCount == 383)
    let two = IntradayDraws(checks: 24, companions: 2)
    #expect(two.normalCount == 95 + 2 * 70 && two.uniformCount == 7)
    #expect(two.minimumTime(ofCompanion: 0) == 95 && two.skeleton(ofCompanion: 1) == 166)
  }
}
