import Foundation
import TestSupport
import Testing
import VectorMath

@testable import Processes

@Suite struct IntradayExtremesTests {
  static func law(_ reference: ReferenceCase) throws -> IntradayLaw {
    reference.text("law") == "gaussian"
      ? .known : .studentT(degreesOfFreedom: try reference.input("nu"))
  }

  /// Closed forms of the law, and the drawn point of a given uniform, in every lane.
  @Test func meetsTheReferenceTable() throws {
    let block = PathBlock(columnCount: 4)
    let step = IntradayStep(innovation: block[0], variance: block[1])
    for reference in try ReferenceTable("barrier/intraday_bridge_minimum.csv").cases {
      let extremes = IntradayExtremes(try Self.law(reference))
      let q = try reference.input("R")
      let h = try reference.input("daily_variance")
      let level = try reference.input("level")
      let probability = extremes.probability(
        minimumAtOrBelow: level, innovation: q, variance: h)
      #expect(try reference.accepts("prob_min_at_or_below", probability), "\(reference.id)")
      step.innovation.fill(q)
      step.variance.fill(h)
      block[2].fill(try reference.input("u"))
      extremes.setMinima(block[3], step, uniforms: block[2])
      for p in 0..<PathBlock.pathCount {
        #expect(try reference.accepts("min_quantile", block[3][path: p]), "\(reference.id)")
      }
    }
  }

  /// The highest point is minus the lowest of the mirrored step, bit for bit; vectors that are not asked for are
  /// left alone.
  @Test(arguments: [IntradayLaw.known, .studentT(degreesOfFreedom: 3.46)])
  func maximaMirrorMinima(_ law: IntradayLaw) {
    let extremes = IntradayExtremes(law)
    let block = PathBlock(columnCount: 6)
    var generator = SplitMix64(seed: 3)
    for p in 0..<PathBlock.pathCount {
      block[0][path: p] = 0.04 * generator.normal()
      block[1][path: p] = -block[0][path: p]
      block[2][path: p] = 0.0016
      block[3][path: p] = generator.uniform()
    }
    block[4].fill(7)
    block[5].fill(7)
    extremes.setMaxima(
      block[4], IntradayStep(innovation: block[0], variance: block[2]), uniforms: block[3],
      vectors: 30)
    extremes.setMinima(
      block[5], IntradayStep(innovation: block[1], variance: block[2]), uniforms: block[3],
      vectors: 30)
    for p in 0..<240 {
      #expect(block[4][path: p] == -block[5][path: p])
      #expect(block[4][path: p] >= max(0, block[0][path: p]))
    }
    for p in 240..<256 { #expect(block[4][path: p] == 7 && block[5][path: p] == 7) }
  }

  /// The ends of what is drawn: M is at most 0 and q where u is as near to 1 as it gets, and nothing moves within a
  /// step without variance.
  @Test(arguments: [IntradayLaw.known, .studentT(degreesOfFreedom: 3)])
  func staysBelowBothEnds(_ law: IntradayLaw) {
    let extremes = IntradayExtremes(law)
    let block = PathBlock(columnCount: 4)
    let step = IntradayStep(innovation: block[0], variance: block[1])
    for (q, h) in [(0.3, 1e-4), (-0.3, 1e-4), (1e-9, 1e-4), (0, 1e-4), (0, 0)] {
      for u in [1 - 0x1p-53, 0.5, 0x1p-53] {
        step.innovation.fill(q)
        step.variance.fill(h)
        block[2].fill(u)
        extremes.setMinima(block[3], step, uniforms: block[2])
        let m = block[3][path: 5]
        #expect(m <= min(0, q) && m.isFinite)
        if h == 0 { #expect(m == 0) }
      }
    }
  }
}
