import Diagnostics
import Foundation
import Market
import Testing

@testable import Processes

@Suite struct CoxIngersollRossTests {
  static let values = ["initial": 0.08, "mean": 0.04, "speed": 2, "volatility": 0.02]

  /// The scheme with shocks of both signs, below 0 too: p = max(r, 0).
  @Test func stepIsFullTruncationEuler() throws {
    let process = try CoxIngersollRoss(
      ["initial": 0.001, "mean": 0.032, "speed": 2, "volatility": 0.5], days: 1)
    var r = 0.001
    var shocks: [[Double]] = []
    var lowest = r
    for z in [-2.0, -3, 1.5, 0.3, -2.5, -2, 4] {
      shocks.append([z])
      let p = max(r, 0)
      r += 2 * (0.032 - p) / 365 + 0.5 * (p / 365).squareRoot() * z
      lowest = min(lowest, r)
      let rate = PathSet(path: shocks).advance(process)[0][0]
      #expect(abs(rate - r) < 1e-16)
    }
    #expect(lowest < 0, "the test reaches the truncation")
  }

  /// With shocks in single precision the root differs by 9e-8 at most, and does differ; a root to 12 bits shows.
  @Test func rootHasThePrecisionOfTheShocks() throws {
    var differences = 0
    for initial in [0, 1e-30, 0.001, 0.02, 0.9] {
      let process = try CoxIngersollRoss(
        ["initial": initial, "mean": 0.032, "speed": 2, "volatility": 0.5], days: 1)
      let set = PathSet(path: [[1.75]])
      let double = set.advance(process)[0][0]
      let single = set.advance(process, shocksAreSingle: true)[0][0]
      let noise = 0.5 * (initial / 365).squareRoot() * 1.75
      #expect(abs(single - double) <= 9e-8 * noise)
      if single != double { differences += 1 }
    }
    #expect(differences >= 3)
  }

  /// Mean after a year against θ + (r₀ − θ) e^(−κ): the error halves with the step.
  ///
  /// Seed 71, 65,536 paths, steps of 1/4, 1/8 and 1/16; standard error 8e-6 against errors of
  /// 2.9e-3 to 7e-4, so each slope is known to 0.02; Euler's own is 1.05 and 1.02.
  @Test func meanConvergesWithOrderOne() throws {
    let exact = 0.04 + 0.04 * exp(-2.0)
    let errors = try [4, 8, 16].map { steps in
      SampleMoments(try Self.rates(steps: steps, finest: 16)).mean - exact
    }
    for k in 0..<2 { #expect(abs(log2(errors[k] / errors[k + 1]) - 1) < 0.2) }
  }

  /// Variance after a year: successive differences halve with the step, and the limit is the closed
  /// form r₀ σ² (e^(−κ) − e^(−2κ)) / κ + θ σ² (1 − e^(−κ))² / 2κ.
  ///
  /// Seed 71, 65,536 paths that share their Brownian motion, steps of 1/16, 1/32, 1/64.
  @Test func varianceConvergesWithOrderOne() throws {
    let variances = try [16, 32, 64].map { steps in
      SampleMoments(try Self.rates(steps: steps, finest: 64)).variance
    }
    let slope = log2((variances[0] - variances[1]) / (variances[1] - variances[2]))
    #expect(abs(slope - 1) < 0.2, "slope \(slope)")
    let e = exp(-2.0)
    let exact = 0.0004 * (0.08 * (e - e * e) / 2 + 0.04 * (1 - e) * (1 - e) / 4)
    let limit = 2 * variances[2] - variances[1]
    // Standard error of the limit: √(2 / 65,536) = 0.55 %.
    #expect(abs(limit / exact - 1) < 4 * 0.0056, "limit \(limit), exact \(exact)")
  }

  /// Rates after a year in so many steps; all numbers of steps share the Brownian motion of
  /// `finest`.
  private static func rates(steps: Int, finest: Int) throws -> [Double] {
    let process = try CoxIngersollRoss(values, days: 365 / Double(steps))
    let paths = 65_536
    var generator = SplitMix64(seed: 71)
    let join = finest / steps
    let scale = 1 / Double(join).squareRoot()
    let shocks = (0..<steps).map { _ in
      var z = [Double](repeating: 0, count: paths)
      for _ in 0..<join { for p in 0..<paths { z[p] += scale * generator.normal() } }
      return [z]
    }
    return PathSet(count: paths, shocks: shocks).advance(process)[0]
  }

  @Test func refusesSpeedThatOvershoots() {
    do {
      _ = try CoxIngersollRoss(
        ["initial": 0.03, "mean": 0.03, "speed": 366, "volatility": 0.02])
      Issue.record("accepted a speed times step above 1")
    } catch {
      #expect(error.message.hasPrefix("speed is 366.0 a year"))
    }
  }
}
