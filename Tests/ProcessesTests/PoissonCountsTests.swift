import Foundation
import Testing
import VectorMath

@testable import Processes

@Suite struct PoissonCountsTests {
  /// On 65,536 normals that stand for equal shares, each count comes as often as Poisson's law
  /// says, to within the one normal that lies on each of its two thresholds. A threshold of the
  /// wrong k is off by hundreds.
  @Test(arguments: [0.002, 0.3, 4.0, 100.0]) func followPoisson(_ mean: Double) {
    let counts = PoissonCounts(mean: mean)
    let normals = stratifiedNormals(65_536)
    var found: [Int: Int] = [:]
    for v in 0..<(normals.count / 8) {
      var z = Vector.zero
      for lane in 0..<8 { z[lane] = normals[8 * v + lane] }
      let n = counts.counts(z)
      for lane in 0..<8 { found[Int(n[lane]), default: 0] += 1 }
    }
    var probability = exp(-mean)
    for n in 0...200 {
      #expect(abs(Double(found[n] ?? 0) - 65_536 * probability) <= 2, "count \(n)")
      probability *= mean / Double(n + 1)
    }
  }

  /// The last threshold is the last k with P(N ≥ k) ≥ 1e-12; for a mean of 0.1 that is 8:
  /// P(N ≥ 8) = 2.3e-13 would already be below, so 7 thresholds remain (P(N ≥ 7) = 1.8e-11).
  @Test func endAtTheStatedProbability() {
    #expect(PoissonCounts(mean: 0.1).thresholds.count == 7)
    #expect(PoissonCounts(mean: 0).thresholds.isEmpty)
    #expect(PoissonCounts(mean: 0).first == .infinity)
  }

  /// n ≥ 1 exactly above Φ⁻¹(e^(−m)): −ln Φ(first) = m.
  @Test func firstThresholdIsTheProbabilityOfNone() {
    let counts = PoissonCounts(mean: 6.0 / 365)
    #expect(abs(NormalDistribution.logCdf(counts.first) * -365 - 6) < 1e-10)
  }

  @Test func refuseMoreThanAHundredAStep() {
    let values = [
      "volatility": 0.5, "jumpRate": 36_501, "jumpMean": 0, "jumpVolatility": 0.1,
    ]
    do {
      _ = try MertonJumpDiffusion(values)
      Issue.record("accepted \(values)")
    } catch {
      #expect(error.message.hasPrefix("jumpRate is 36501.0 a year"))
      #expect(error.hint != nil)
    }
  }
}
