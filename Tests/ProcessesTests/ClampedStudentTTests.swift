import Foundation
import Testing
import VectorMath

@testable import Processes

@Suite struct ClampedStudentTTests {
  /// ν, B, s and c(s), by adaptive quadrature of the density and the incomplete beta function with
  /// 40 digits (mpmath 1.3.0: quad over doubling intervals of t, betainc for the tail beyond B /
  /// s).
  static let exact: [(nu: Double, bound: Double, scale: Double, logMean: Double)] = [
    (3, 0.5, 0.005, 3.6970426976822699e-5), (3, 1, 0.005, 3.7269670960930034e-5),
    (3, 0.5, 0.02694, 0.0010052544282307729), (3, 1, 0.02694, 0.0010517443622458989),
    (3, 0.5, 0.15, 0.02026852219822056), (3, 1, 0.15, 0.026920880593102436),
    (3, 1, 0.8, 0.23045838034775387), (3, 2, 0.8, 0.46671171342831128),
    (3.461, 0.5, 0.005, 2.954779236489206e-5), (3.461, 1, 0.005, 2.9596105760463232e-5),
    (3.461, 0.5, 0.02694, 0.0008373072517708936), (3.461, 1, 0.02694, 0.00085358698621013844),
    (3.461, 0.5, 0.15, 0.018972029572717702), (3.461, 1, 0.15, 0.023809562941352302),
    (3.461, 1, 0.8, 0.22721994692957658), (3.461, 2, 0.8, 0.44740093811200054),
    (40, 0.5, 0.005, 1.3157899546019121e-5), (40, 1, 0.005, 1.3157899546019121e-5),
    (40, 0.5, 0.02694, 0.00038198489526457618), (40, 1, 0.02694, 0.00038198489526457618),
    (40, 0.5, 0.15, 0.011791222937150135), (40, 1, 0.15, 0.011846001146637473),
    (40, 1, 0.8, 0.20591943769267238), (40, 2, 0.8, 0.32120360204998048),
  ]

  /// The promised relative accuracy of c, with a margin of ten.
  @Test func logMeanMatchesQuadrature() {
    for row in Self.exact {
      let law = ClampedStudentT(degreesOfFreedom: row.nu, bound: row.bound)
      let got = law.logMean(scale: row.scale).value
      #expect(abs(got / row.logMean - 1) < 1e-12, "ν \(row.nu), B \(row.bound), s \(row.scale)")
    }
  }

  /// Where the clamp is out of reach the second cumulant remains: c ≈ s² ν / (2 (ν − 2)).
  @Test func smallScaleIsHalfTheVariance() {
    let law = ClampedStudentT(degreesOfFreedom: 12, bound: 1)
    let s = 1e-4
    #expect(abs(law.logMean(scale: s).value / (s * s * 12 / 20) - 1) < 1e-6)
    #expect(law.logMean(scale: 0) == (0, 0))
  }

  @Test(arguments: [3.0, 8], [0.01, 0.3]) func slopeIsTheDerivative(_ nu: Double, _ s: Double) {
    let law = ClampedStudentT(degreesOfFreedom: nu, bound: 1)
    let step = 1e-4 * s
    let rise = law.logMean(scale: s + step).value - law.logMean(scale: s - step).value
    #expect(abs(law.logMean(scale: s).slope / (rise / (2 * step)) - 1) < 1e-6)
  }

  /// The promised accuracy of the interpolation: 1e-10 absolute over 34 octaves of variance.
  @Test(arguments: [3.0, 3.461, 8, 1000]) func tableIsWithinItsError(_ nu: Double) {
    let law = ClampedStudentT(degreesOfFreedom: nu, bound: 1)
    let table = LogMeanTable(law, largest: 2)
    var generator = SplitMix64(seed: 9)
    var worst = 0.0
    for _ in 0..<2_000 {
      let h = exp(log(1e-12) + generator.uniform() * log(2 / 1e-12))
      let exact = law.logMean(scale: (h * (nu - 2) / nu).squareRoot()).value
      worst = max(worst, abs(table(Vector(repeating: h))[0] - exact))
    }
    #expect(worst < 1e-10, "largest error \(worst)")
    #expect(table(Vector(repeating: 5)) == table(Vector(repeating: 2)))
  }
}
