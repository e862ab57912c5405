import Foundation
import TestSupport
import Testing
import VectorMath

@testable import Processes

@Suite struct IntradayVarianceTests {
  /// The table's means, by the closed form and by 256 equal shares of the law of 1/V, whose mean is exact:
  /// E[1/V] = shape / rate.
  @Test func meetsTheReferenceTable() throws {
    let block = PathBlock(columnCount: 5)
    let normals = stratifiedNormals(PathBlock.pathCount)
    for p in 0..<PathBlock.pathCount { block[3][path: p] = normals[p] }
    for reference in try ReferenceTable("barrier/intraday_bridge_minimum.csv").cases
    where reference.text("law") == "student_t" {
      let nu = try reference.input("nu")
      let variance = IntradayVariance(.studentT(degreesOfFreedom: nu))
      let q = try reference.input("R")
      let h = try reference.input("daily_variance")
      let m = try reference.input("level")
      #expect(
        try reference.accepts(
          "mean_variance_given_R", variance.mean(innovation: q, variance: h, minimum: nil)))
      let mean = variance.mean(innovation: q, variance: h, minimum: m)
      #expect(try reference.accepts("mean_variance_given_R_and_min", mean))
      block[0].fill(q)
      block[1].fill(h)
      block[2].fill(m)
      variance.set(
        block[4], IntradayStep(innovation: block[0], variance: block[1]), minima: block[2],
        normals: block[3])
      let inverse = (0..<PathBlock.pathCount).map { 1 / block[4][path: $0] }.reduce(0, +) / 256
      // E[V] = rate / (shape − 1).
      let expected = (nu + 3) / (nu + 1) / mean
      #expect(abs(inverse / expected - 1) < 2e-3, "\(inverse), expected \(expected)")
    }
  }

  @Test func leavesAKnownVarianceAlone() {
    let block = PathBlock(columnCount: 4)
    block[1].fill(0.25)
    IntradayVariance(.known).set(
      block[3], IntradayStep(innovation: block[0], variance: block[1]), minima: block[2],
      normals: block[2])
    #expect(block[3][path: 255] == 0.25)
  }

  /// What a Student-t dependence has drawn: h (ν − 2)/ν c², so that q = √V Z where q = s t, t = c Z.
  @Test func takesADrawnVariance() {
    let block = PathBlock(columnCount: 3)
    block[1].fill(0.0016)
    block[2].fill(1.5)
    IntradayStep(innovation: block[0], variance: block[1])
      .setKnownVariance(scales: block[2], degreesOfFreedom: 4)
    #expect(abs(block[1][path: 9] - 0.0016 * 0.5 * 2.25) < 1e-18)
  }

  /// Gamma variables from normals have the rank of the normal, on both sides and at the shape of a clock of 96
  /// checks.
  @Test(arguments: [0.25, 1, 3.23, 501])
  func gammaVariablesHaveTheirRank(_ shape: Double) {
    let table = GammaFromNormal(shape: shape)
    let law = ChiSquareDistribution(degreesOfFreedom: 2 * shape)
    for i in -83...83 {
      let z = Double(i) * 0.1 + 0.0137
      let tail = NormalDistribution.upperTail(abs(z))
      let g = (z < 0 ? law.quantile(tail) : law.upperQuantile(tail)) / 2
      let tolerance = shape < 1 ? 1e-2 : shape == 1 ? 2e-5 : 2e-7
      let got = table(Vector(repeating: z))[abs(i) % 8]
      #expect(abs(got - g) <= tolerance * g, "z \(z): \(got), \(g)")
    }
    for (z, end) in [(-20.0, -9.0), (20, 9)] {
      let got = table(Vector(repeating: z))[1]
      #expect(got >= 0 && got == table(Vector(repeating: end))[2])
    }
  }
}
