import Foundation
import Testing
import VectorMath

@testable import Calibration

/// Which of several ends of a search is taken.
@Suite struct LikelihoodFitTests {
  /// One observation whose log density is a polynomial in the only parameter.
  struct Polynomial: LogLikelihood {
    /// c₀ + c₁ x + c₂ x² + …
    let coefficients: [Double]
    var count: Int { 1 }

    func visit(_ parameters: [Double], _ body: (Double, Vector) -> Void) -> Bool {
      let x = parameters[0]
      var value = 0.0
      var slope = 0.0
      for c in coefficients.reversed() {
        slope = slope * x + value
        value = value * x + c
      }
      body(value, Vector(slope, 0, 0, 0, 0, 0, 0, 0))
      return true
    }
  }

  private func fit(
    _ coefficients: [Double], from starts: [Double], upTo limit: Double = 10
  ) throws -> LikelihoodFit {
    try LikelihoodFit(
      Polynomial(coefficients: coefficients),
      SeparateParameters([
        .free(FreeNumber(name: "x", transform: .identity, limits: -10...limit, factor: 100))
      ]), from: starts.map { [$0] },
      reported: [ReportedParameter(name: "x", unit: "none", factor: 100, scale: .identity)],
      covariance: .observedInformation)
  }

  /// −x² + x³/5 has a maximum at 0 and rises without end above 3.3: the higher end has the last word.
  @Test func aHigherBoundIsNotPassedOver() throws {
    let cubic = [0, 0, -1, 0.2]
    #expect(throws: CalibrationError.onBound(parameter: "x", limit: 1_000)) {
      try fit(cubic, from: [0.1, 5])
    }
    // With the end at 4 the search that runs there stands lower than the maximum.
    let low = try fit(cubic, from: [0.1, 3.6], upTo: 4)
    #expect(abs(low.kernelParameters[0]) < 1e-9)
    #expect(low.gap == nil)
    // Half the inverse curvature: variance 1/2, reported in hundredths.
    #expect(abs((low.estimates[0].standardError ?? 0) - 100 * 0.5.squareRoot()) < 1e-3)
  }

  /// −(x² − 1)² + x/10 has maxima near 1 and −1, about 0.2 apart.
  @Test func severalMaximaAreReported() throws {
    let quartic = [-1, 0.1, 2, 0, -1]
    let fit = try fit(quartic, from: [-1.4, 1.4])
    #expect(abs(fit.kernelParameters[0] - 1.0123) < 1e-3)
    #expect(abs((fit.gap ?? 0) - 0.2) < 1e-3)
    #expect(try self.fit(quartic, from: [0.8, 1.4]).gap == nil)
  }
}
