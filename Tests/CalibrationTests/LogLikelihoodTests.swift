import Foundation
import Testing

@testable import Calibration

/// Scores against differences of the log density, and log densities against scipy.
@Suite struct LogLikelihoodTests {
  static let values = [0.31, -1.72, 2.53, 0.02, -0.4, 0.9, -6.1, 0.05, 1.1, -0.03]

  private func expectScores(_ kernel: some LogLikelihood, at points: [[Double]]) {
    for point in points {
      guard let sum = kernel.sum(point) else {
        Issue.record("undefined at \(point)")
        continue
      }
      for k in point.indices {
        let h = point[k] == 0 ? 1e-5 : 1e-5 * abs(point[k])
        var (up, down) = (point, point)
        up[k] += h
        down[k] -= h
        let difference =
          ((kernel.sum(up)?.value ?? .nan) - (kernel.sum(down)?.value ?? .nan)) / (2 * h)
        #expect(
          abs(sum.gradient[k] - difference) < 1e-6 * max(1, abs(difference)),
          "parameter \(k) at \(point)")
      }
      #expect(!(point.count..<8).contains { sum.gradient[$0] != 0 })
    }
  }

  @Test func normal() {
    expectScores(NormalLikelihood(values: Self.values), at: [[0, 1], [-0.7, 2.4]])
  }

  @Test func studentT() {
    expectScores(
      StudentTLikelihood(values: Self.values),
      at: [[0, 1, 3], [0.4, 0.2, 0.8], [-0.1, 1.5, 240]])
  }

  @Test(arguments: [StartVariance.sample, .backcast, .given(1.7)])
  func garch(_ start: StartVariance) {
    let points = [[0.05, 0.1, 0.12, 0.8], [-0.4, 1.3, 0.4, 0.1], [0, 0.001, 0.01, 0.98]]
    expectScores(GarchLikelihood(Self.values, start: start, isStudentT: false), at: points)
    for nu in [2.2, 4, 80] {
      expectScores(
        GarchLikelihood(Self.values, start: start, isStudentT: true), at: points.map { $0 + [nu] })
    }
  }

  @Test func merton() {
    expectScores(
      MertonLikelihood(values: Self.values),
      at: [[0, 0.5, 0.1, -0.2, 2], [0.1, 0.9, 1.4, 0.3, 0.4], [-0.2, 0.2, 0.01, 0, 8]])
  }

  @Test func ewma() {
    expectScores(EwmaLikelihood(values: Self.values, initial: 0.8), at: [[0.94], [0.5], [0.999]])
  }

  /// Also where the formulae change to their series, |ξy/β| < 0.01.
  @Test func pareto() {
    let kernel = ParetoLikelihood(excesses: [0.2, 1.3, 4, 0.004, 0.9])
    expectScores(
      kernel,
      at: [
        [0.25, 1.1], [-0.2, 1.3], [1e-4, 1], [-1e-4, 1], [0.00249, 1], [0.00251, 1], [1.5, 0.4],
      ])
    // ξ = 0 is the exponential law; both sides of it meet there.
    let middle = kernel.sum([0, 1.1])
    for shape in [-1e-9, 1e-9] {
      #expect(abs((kernel.sum([shape, 1.1])?.value ?? 0) - (middle?.value ?? 1)) < 1e-7)
    }
    // Beyond the end of the law, u − β/ξ.
    #expect(kernel.sum([-0.3, 1.1]) == nil)
  }

  /// scipy 1.17.1: t.logpdf([0.3, -1.7, 2.5, 0.02], 3.7, 0.1, 0.8).sum(),
  /// genpareto.logpdf([0.2, 1.3, 4], 0.25, scale=1.1).sum(), genpareto.logpdf([0.2, 1.3, 2], -0.3,
  /// scale=1.1).sum(), expon.logpdf([0.2, 1.3, 4], scale=1.1).sum().
  @Test func densitiesAgreeWithScipy() {
    let t = StudentTLikelihood(values: [0.3, -1.7, 2.5, 0.02]).sum([0.1, 0.8, 3.7])?.value
    #expect(abs((t ?? 0) + 8.020339736981478) < 1e-13)
    let heavy = ParetoLikelihood(excesses: [0.2, 1.3, 4])
    #expect(abs((heavy.sum([0.25, 1.1])?.value ?? 0) + 5.035633346473851) < 1e-13)
    #expect(abs((heavy.sum([0, 1.1])?.value ?? 0) + 5.285930539412974) < 1e-13)
    let light = ParetoLikelihood(excesses: [0.2, 1.3, 2])
    #expect(abs((light.sum([-0.3, 1.1])?.value ?? 0) + 3.2780742762012753) < 1e-13)
  }

  /// The densities of one observation are densities: they integrate to 1.
  @Test func densitiesIntegrateToOne() {
    func integral(_ density: (Double) -> Double?) -> Double {
      // Trapezoidal rule in u with x = sinh u, which is exact to rounding for smooth decaying tails.
      stride(from: -12.0, through: 12, by: 0.01).reduce(0) { sum, u in
        sum + 0.01 * cosh(u) * exp(density(sinh(u)) ?? -.infinity)
      }
    }
    let merton = integral { MertonLikelihood(values: [$0]).sum([0.1, 0.3, 0.7, -0.2, 1.1])?.value }
    #expect(abs(merton - 1) < 1e-10)
    let garch = integral {
      GarchLikelihood([$0], start: .given(2), isStudentT: true).sum([0.1, 0.2, 0.1, 0.8, 3.3])?
        .value
    }
    #expect(abs(garch - 1) < 1e-10)
  }

  /// Rows of scores add up to the gradient in the free numbers: Σ s sᵀ of one observation is g gᵀ.
  @Test func outerProductIsThatOfTheScores() throws {
    let map = GarchParameters(
      isStudentT: true, degreesOfFreedom: nil, persistence: nil, limit: 0.999, variance: 1)
    let kernel = GarchLikelihood([0.7], start: .given(1.2), isStudentT: true)
    let likelihood = FreeLikelihood(kernel: kernel, map: map)
    let free = [0.1, -2, -1.5, 2.5, 1]
    let gradient = try #require(likelihood.evaluate(free)).gradient
    let product = likelihood.outerProduct(free)
    for i in 0..<5 {
      for j in 0..<5 { #expect(abs(product[i, j] - gradient[i] * gradient[j]) < 1e-14) }
    }
  }
}
