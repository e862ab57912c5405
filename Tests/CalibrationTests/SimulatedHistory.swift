import Calibration
import Foundation
import VectorMath

/// Draws for simulated histories: SplitMix64 (Steele, Lea and Flood, 2014, doi:10.1145/2660193.2660195).
struct Draws {
  private var state: UInt64

  /// Mixes the seed, or neighbouring seeds would give the same draws one place apart.
  init(seed: UInt64) { state = Self.mix(seed) }

  /// Uniform in (0, 1).
  mutating func uniform() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    return (Double(Self.mix(state) >> 12) + 0.5) * 0x1p-52
  }

  private static func mix(_ word: UInt64) -> UInt64 {
    var z = word
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func normal() -> Double { NormalDistribution.quantile(uniform()) }

  /// Student t with unit scale, by Bailey's polar method (1994), doi:10.2307/2153537.
  mutating func studentT(_ nu: Double) -> Double {
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let w = u * u + v * v
      if w <= 1 && w > 0 { return u * (nu * (pow(w, -2 / nu) - 1) / w).squareRoot() }
    }
  }

  /// Number of events before the exponential waiting times add up to the mean.
  mutating func poisson(_ mean: Double) -> Int {
    var count = 0
    var elapsed = -log(uniform())
    while elapsed < mean {
      count += 1
      elapsed -= log(uniform())
    }
    return count
  }
}

/// Histories whose law is known, written down from the definitions.
enum SimulatedHistory {
  static func normal(_ draws: inout Draws, mean: Double, deviation: Double, count: Int) -> [Double]
  {
    (0..<count).map { _ in mean + deviation * draws.normal() }
  }

  static func studentT(
    _ draws: inout Draws, mean: Double, scale: Double, degreesOfFreedom: Double, count: Int
  ) -> [Double] {
    (0..<count).map { _ in mean + scale * draws.studentT(degreesOfFreedom) }
  }

  /// GARCH(1,1) started at its long-run variance, after 500 steps.
  static func garch(_ draws: inout Draws, _ model: GarchModel, count: Int) -> [Double] {
    var h = model.omega / (1 - model.alpha - model.beta)
    return (0..<count + 500).map { _ in
      let z =
        model.degreesOfFreedom.map { draws.studentT($0) * (($0 - 2) / $0).squareRoot() }
        ?? draws.normal()
      let e = h.squareRoot() * z
      h = model.omega + model.alpha * e * e + model.beta * h
      return model.mean + e
    }.suffix(count)
  }

  static func ewma(
    _ draws: inout Draws, decay: Double, deviation: Double, count: Int
  ) -> [Double] {
    var v = deviation * deviation
    return (0..<count).map { _ in
      let r = v.squareRoot() * draws.normal()
      v = decay * v + (1 - decay) * r * r
      return r
    }
  }

  /// A jump diffusion with parameters of one step.
  static func merton(
    _ draws: inout Draws, location: Double, deviation: Double, rate: Double, jumpMean: Double,
    jumpDeviation: Double, count: Int
  ) -> [Double] {
    (0..<count).map { _ in
      var r = location + deviation * draws.normal()
      for _ in 0..<draws.poisson(rate) { r += jumpMean + jumpDeviation * draws.normal() }
      return r
    }
  }

  /// Losses that are uniform on (0, 1) with probability 0.9 and Pareto above 1 otherwise.
  static func paretoTail(
    _ draws: inout Draws, shape: Double, scale: Double, count: Int
  ) -> [Double] {
    (0..<count).map { _ in
      draws.uniform() < 0.9
        ? draws.uniform() : 1 + scale * (pow(draws.uniform(), -shape) - 1) / shape
    }
  }

  /// An Ornstein-Uhlenbeck rate from its stationary law, by its exact transition.
  static func ornsteinUhlenbeck(
    _ draws: inout Draws, speed: Double, mean: Double, volatility: Double, step: Double, count: Int
  ) -> [Double] {
    let b = exp(-speed * step)
    let stationary = volatility / (2 * speed).squareRoot()
    var x = mean + stationary * draws.normal()
    return (0..<count).map { _ in
      x = mean + b * (x - mean) + stationary * (1 - b * b).squareRoot() * draws.normal()
      return x
    }
  }
}
