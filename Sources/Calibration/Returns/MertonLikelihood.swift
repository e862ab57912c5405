import Glibc
import VectorMath

/// Jump-diffusion returns of one step with parameters (location a, σ, λ, m, s), all per step.
///
///     f(x) = Σ_n e^(−λ) λⁿ / n! φ(x; a + n m, σ² + n s²)
///
/// The sum ends where the probability of n jumps falls below 1e-20. The likelihood is unbounded as
/// σ → 0 with a at one of the observations (Kiefer, 1978, doi:10.2307/1913783; Honoré, 1998,
/// doi:10.2139/ssrn.61998), so a maximum is only looked for above a least σ.
struct MertonLikelihood: LogLikelihood {
  let values: [Double]

  var count: Int { values.count }

  @inline(__always)
  func visit(_ parameters: [Double], _ body: (Double, Vector) -> Void) -> Bool {
    let (a, sigma, rate) = (parameters[0], parameters[1], parameters[2])
    let (m, s) = (parameters[3], parameters[4])
    let mixture = JumpMixture(parameters)
    var exponents = mixture.constants
    for x in values {
      var largest = -Double.infinity
      for n in exponents.indices {
        let z = x - a - Double(n) * m
        exponents[n] = mixture.constants[n] - 0.5 * z * z * mixture.precisions[n]
        largest = max(largest, exponents[n])
      }
      var total = 0.0
      var (inMean, inJumpMean, inVariance, inJumpVariance, jumps) = (0.0, 0.0, 0.0, 0.0, 0.0)
      for n in exponents.indices where exponents[n] > largest - 40 {
        let weight = exp(exponents[n] - largest)
        let count = Double(n)
        let precision = mixture.precisions[n]
        let z = x - a - count * m
        let pull = weight * z * precision
        let spread = weight * (z * z * precision - 1) * precision
        total += weight
        jumps += weight * count
        inMean += pull
        inJumpMean += count * pull
        inVariance += spread
        inJumpVariance += count * spread
      }
      let share = 1 / total
      body(
        largest + log(total),
        Vector(
          inMean * share, sigma * inVariance * share, jumps * share / rate - 1,
          inJumpMean * share, s * inJumpVariance * share, 0, 0, 0))
    }
    return true
  }

  /// Φ⁻¹(F(x)) of every observation.
  func normalScores(_ parameters: [Double]) -> [Double] {
    let (a, m) = (parameters[0], parameters[3])
    let mixture = JumpMixture(parameters)
    return values.map { x in
      var lower = 0.0
      var upper = 0.0
      for n in mixture.constants.indices {
        let z = (x - a - Double(n) * m) * mixture.precisions[n].squareRoot()
        lower += mixture.probabilities[n] * NormalDistribution.cdf(z)
        upper += mixture.probabilities[n] * NormalDistribution.upperTail(z)
      }
      return lower < upper
        ? NormalDistribution.quantile(max(lower, 1e-300))
        : NormalDistribution.upperQuantile(max(upper, 1e-300))
    }
  }
}

/// The normal laws of a step with 0, 1, 2, … jumps.
private struct JumpMixture {
  /// P(n jumps).
  var probabilities: [Double] = []
  /// 1 / (σ² + n s²).
  var precisions: [Double] = []
  /// ln P(n jumps) − ½ ln(2π (σ² + n s²)).
  var constants: [Double] = []

  init(_ parameters: [Double]) {
    let (sigma, rate, s) = (parameters[1], parameters[2], parameters[4])
    var probability = exp(-rate)
    var n = 0.0
    repeat {
      let variance = sigma * sigma + n * s * s
      probabilities.append(probability)
      precisions.append(1 / variance)
      constants.append(log(probability) - halfLogTwoPi - 0.5 * log(variance))
      n += 1
      probability *= rate / n
    } while n < rate || probability > 1e-20
  }
}
