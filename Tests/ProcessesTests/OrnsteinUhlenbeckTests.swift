import Foundation
import Market
import Testing

@testable import Processes

@Suite struct OrnsteinUhlenbeckTests {
  /// Mean θ + (x₀ − θ) e^(−κt), variance σ² (1 − e^(−2κt)) / 2κ, with numbers of `bc -l`:
  /// κ = 3, t = 1/2: e^(−1.5) = 0.22313016014842983, (1 − e^(−3)) / 6 = 0.15836882193868934.
  @Test func momentsMatchTheClosedForm() {
    let step = OrnsteinUhlenbeckStep(
      speed: 3, mean: 0.03, volatility: 0.2, step: TimeStep(length: 0.05))
    let moments = step.moments(from: 0.05, afterSteps: 10)
    #expect(abs(moments.mean - (0.03 + 0.02 * 0.22313016014842983)) < 1e-16)
    #expect(abs(moments.variance / (0.04 * 0.15836882193868934) - 1) < 1e-14)
  }

  /// As κ → 0 the process becomes a Brownian motion of variance σ²t; no digit is lost on the way.
  @Test(arguments: [0, 1e-300, 1e-17, 1e-12, 1e-9]) func tinySpeedIsABrownianMotion(_ speed: Double)
  {
    let step = OrnsteinUhlenbeckStep(
      speed: speed, mean: 1, volatility: 0.2, step: TimeStep(days: 1))
    #expect(abs(step.scale / (0.2 / 365.0.squareRoot()) - 1) < 1e-11)
    let moments = step.moments(from: 3, afterSteps: 365)
    #expect(abs(moments.mean - 3) < 3e-9)
    #expect(abs(moments.variance / 0.04 - 1) < 2e-9)
    // The drift itself, κ (θ − x) t, to 12 digits: 1 − e^(−κΔt) would give 0 here.
    if speed > 0 { #expect(abs(step.pull / (speed / 365) - 1) < 1e-11) }
  }

  /// A fast process forgets its start within a step and has its stationary law.
  @Test func hugeSpeedIsStationary() {
    let step = OrnsteinUhlenbeckStep(
      speed: 1e6, mean: 0.04, volatility: 2, step: TimeStep(days: 1))
    #expect(step.decay == 0 && step.pull == 0.04)
    #expect(abs(step.scale / (4.0 / 2e6).squareRoot() - 1) < 1e-15)
  }

  /// Ten steps of a day and one of ten days have the same law: the transition is exact.
  @Test func stepsCompose() {
    let short = OrnsteinUhlenbeckStep(
      speed: 40, mean: 0.01, volatility: 0.3, step: TimeStep(days: 1))
    let long = OrnsteinUhlenbeckStep(
      speed: 40, mean: 0.01, volatility: 0.3, step: TimeStep(days: 10))
    let a = short.moments(from: 0.02, afterSteps: 10)
    let b = long.moments(from: 0.02, afterSteps: 1)
    #expect(abs(a.mean - b.mean) < 1e-16)
    #expect(abs(a.variance / b.variance - 1) < 1e-13)
    #expect(abs(b.variance / (long.scale * long.scale) - 1) < 1e-15)
  }
}
