import Foundation
import LinearAlgebra
import Testing
import VectorMath

@testable import Calibration

@Suite struct ReversionLikelihoodTests {
  /// A series with gaps and a covariate.
  private static func series() throws -> LevelSeries {
    var draws = Draws(seed: 5)
    let days = [0.0, 1, 2, 5, 6, 6.5, 9, 30, 31, 33, 34, 40]
    return try LevelSeries(
      days: days, values: days.map { _ in 1 + 0.3 * draws.normal() },
      covariate: days.map { _ in abs(draws.normal()) })
  }

  /// The joint law of the observations is normal with covariance
  /// σ² e^(−κ|t − s|) / 2κ + η² 1{t = s}: its density by Cholesky, without any filter.
  @Test(arguments: [0, 0.05]) func densityIsThatOfTheJointNormalLaw(_ error: Double) throws {
    let series = try Self.series()
    let (level, sensitivity, speed, volatility) = (0.9, 0.1, 40.0, 2.0)
    let n = series.count
    var covariance = Matrix(rows: n, columns: n)
    for i in 0..<n {
      for j in 0..<n {
        let years = abs(series.days[i] - series.days[j]) / 365
        covariance[i, j] = volatility * volatility / (2 * speed) * exp(-speed * years)
        if i == j { covariance[i, j] += error * error }
      }
    }
    let factor = try Cholesky(of: covariance).factor
    var expected = 0.0
    var solved: [Double] = []
    for i in 0..<n {
      var rest = series.values[i] - level - sensitivity * (series.covariate?[i] ?? 0)
      for j in 0..<i { rest -= factor[i, j] * solved[j] }
      solved.append(rest / factor[i, i])
      expected -= 0.5 * log(2 * .pi) + log(factor[i, i]) + 0.5 * solved[i] * solved[i]
    }
    let kernel = ReversionLikelihood(series: series, diffusion: .constant)
    let found = try #require(kernel.sum([level, sensitivity, speed, volatility, error]))
    #expect(abs(found.value - expected) < 1e-10 * abs(expected))
  }

  /// Scores against central differences of every observation's log density.
  @Test(arguments: [ReversionFilter.Diffusion.constant, .squareRoot])
  func scoresAreDerivatives(_ diffusion: ReversionFilter.Diffusion) throws {
    let whole = try Self.series()
    let series = try LevelSeries(
      days: whole.days, values: whole.values,
      covariate: diffusion == .constant ? whole.covariate : nil)
    let kernel = ReversionLikelihood(series: series, diffusion: diffusion)
    let point = [0.9, diffusion == .constant ? 0.1 : 0, 40, 2, 0.07]
    func densities(_ p: [Double]) -> [Double] {
      var list: [Double] = []
      let isDefined = kernel.visit(p) { density, _ in list.append(density) }
      #expect(isDefined)
      return list
    }
    var scores: [Vector] = []
    let isDefined = kernel.visit(point) { scores.append($1) }
    #expect(isDefined)
    for lane in 0..<5 where diffusion == .constant || lane != 1 {
      let h = 1e-5 * max(1, abs(point[lane]))
      var (up, down) = (point, point)
      up[lane] += h
      down[lane] -= h
      for (i, pair) in zip(densities(up), densities(down)).enumerated() {
        let slope = (pair.0 - pair.1) / (2 * h)
        #expect(abs(slope - scores[i][lane]) < 1e-6 * max(1, abs(slope)), "lane \(lane), \(i)")
      }
    }
  }

  /// One square-root step: mean and variance are those of Cox, Ingersoll and Ross (1985), eq. 19.
  @Test func squareRootStepHasTheExactMoments() throws {
    let (theta, speed, volatility, rate, years) = (0.03, 2.0, 0.1, 0.05, 0.4)
    var filter = ReversionFilter([theta, 0, speed, volatility, 0], .squareRoot)
    _ = filter.observe(rate, covariate: 0)
    #expect(abs(filter.variance) < 1e-18)
    let isDefined = filter.advance(years)
    #expect(isDefined)
    let decay = exp(-speed * years)
    let mean = rate * decay + theta * (1 - decay)
    let variance =
      rate * volatility * volatility / speed * (decay - decay * decay)
      + theta * volatility * volatility / (2 * speed) * (1 - decay) * (1 - decay)
    #expect(abs(theta + filter.mean - mean) < 1e-15)
    #expect(abs(filter.variance - variance) < 1e-15)
  }
}
