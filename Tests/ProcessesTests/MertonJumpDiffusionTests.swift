import Foundation
import Market
import Processes
import Testing

@Suite struct MertonJumpDiffusionTests {
  static let values = [
    "volatility": 0.3, "jumpRate": 12, "jumpMean": -0.12, "jumpVolatility": 0.1,
  ]

  /// Cumulants of a compound Poisson sum: κ_n = λT E[Jⁿ], the Brownian part adding σ²T to κ₂.
  ///
  /// Seed 31, 65,536 paths of 10 steps of 9 days, standard errors from 16 batches: about 0.013 of a
  /// skewness of −0.54 and 0.04 of an excess kurtosis of 0.46. A jump size √n s Z without the root,
  /// or a count that is 1 too small from 2 on, fails.
  @Test func logMomentsToOrderFour() throws {
    let process = try MertonJumpDiffusion(Self.values, days: 9)
    let logPrice = PathSet(for: process, paths: 65_536, steps: 10, seed: 31).advance(process)[0]
    let time = 90.0 / 365
    let events = 12 * time
    let m = -0.12
    let s = 0.1
    let growth = exp(m + s * s / 2) - 1
    let mean = -(0.045 * time) - events * growth + events * m
    let second = 0.09 * time + events * (m * m + s * s)
    let third = events * (m * m * m + 3 * m * s * s)
    let fourth = events * (pow(m, 4) + 6 * m * m * s * s + 3 * pow(s, 4))
    expectMoments(logPrice, mean: mean, variance: second)
    let sample = SampleMoments(logPrice)
    let batches = (0..<16).map { SampleMoments(Array(logPrice[($0 * 4096)..<(($0 + 1) * 4096)])) }
    let skewError = SampleMoments(batches.map(\.skewness)).meanError
    let kurtosisError = SampleMoments(batches.map(\.excessKurtosis)).meanError
    #expect(skewError < 0.02 && kurtosisError < 0.06, "\(skewError), \(kurtosisError)")
    #expect(abs(sample.skewness - third / pow(second, 1.5)) < 4 * skewError)
    #expect(abs(sample.excessKurtosis - fourth / (second * second)) < 4 * kurtosisError)
  }

  /// Jumps are compensated: E[S_T] = S₀ e^(μT). Seed 32, 65,536 paths, standard error 0.0012;
  /// without the compensator the mean would be off by 0.28.
  @Test(arguments: [0.0, 0.4]) func keepsTheExpectedPrice(_ drift: Double) throws {
    var values = Self.values
    values["drift"] = drift
    let process = try MertonJumpDiffusion(values, days: 9)
    let logPrice = PathSet(for: process, paths: 65_536, steps: 10, seed: 32).advance(process)[0]
    expectMoments(logPrice.map { exp($0) }, mean: exp(drift * 90 / 365))
  }

  /// One path by hand: a day with no jump, then one with a count above the second threshold.
  @Test func stepIsTheFormula() throws {
    let process = try MertonJumpDiffusion(Self.values)
    let shocks = [[0.5, 0.0, 2.0], [-1.0, 3.4, 0.7]]
    let path = PathSet(path: shocks).advance(process)
    // λΔt = 12 / 365: P(N ≥ 2) = 5.3e-4 is above 1 − Φ(3.4) = 3.4e-4 > P(N ≥ 3) = 5.8e-6: two
    // jumps.
    let day = 1.0 / 365
    let drift = -(0.045 * day) - 12 * day * (exp(-0.12 + 0.005) - 1)
    let first = drift + 0.3 * day.squareRoot() * 0.5
    let second = drift - 0.3 * day.squareRoot() + 2 * -0.12 + 2.0.squareRoot() * 0.1 * 0.7
    #expect(abs(path[1][0] - second) < 1e-15)
    #expect(abs(path[0][0] - first - second) < 1e-15)
  }

  /// Events and sizes are independent of everything; the price's own shock is correlated.
  @Test func asksForThreeColumns() throws {
    let shocks = try MertonJumpDiffusion(Self.values).shocks
    #expect(shocks.map(\.name) == ["", "count", "size"])
    #expect(shocks.map(\.isCorrelated) == [true, false, false])
  }
}
