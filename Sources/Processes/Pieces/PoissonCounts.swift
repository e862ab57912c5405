import Diagnostics
import Market
import VectorMath

/// Poisson counts read from a standard normal column by comparison with thresholds.
///
///     n = number of k ≥ 1 with z > Φ⁻¹(P(N < k)),  k until P(N ≥ k) < 1e-12
///
/// The largest count is therefore truncated at a probability of 1e-12. With few expected events a
/// step almost every vector of eight paths is done after one comparison.
package struct PoissonCounts: Sendable {
  /// Expected events a step.
  package let mean: Double
  /// Φ⁻¹(P(N < k)) for k = 1, 2, …, rising.
  package let thresholds: [Double]
  /// The threshold of k = 1; infinite where no event can happen.
  package let first: Double

  /// Expected events a step above which a compound Poisson process is refused.
  package static let largestMean = 100.0

  /// - Parameter mean: Expected events a step, 0 ... `largestMean`.
  package init(mean: Double) {
    precondition(mean >= 0 && mean <= Self.largestMean, "counts need a mean of 0 to 100")
    self.mean = mean
    var thresholds: [Double] = []
    let law = PoissonDistribution(mean: mean)
    var k = 1
    while mean > 0, law.upperTail(k) >= 1e-12 {
      // The smaller of the two tails keeps its digits.
      let below = law.cdf(k - 1)
      thresholds.append(
        below < 0.5
          ? NormalDistribution.quantile(below)
          : NormalDistribution.upperQuantile(law.upperTail(k)))
      k += 1
    }
    self.thresholds = thresholds
    first = thresholds.first ?? .infinity
  }

  /// Counts for a rate that a document states.
  ///
  /// - Throws: An error at the rate if a step would have more than `largestMean` expected events.
  package init(rate name: String, of parameters: ParameterTable, step: TimeStep) throws(InputError)
  {
    let mean = parameters[name] * step.length
    guard mean <= Self.largestMean else {
      throw InputError(
        "\(name) is \(parameters[name]) a year, \(mean) events a step; at most 100 are allowed",
        at: parameters.location(of: name),
        hint: "so many jumps add up to a diffusion; raise the volatility instead")
    }
    self.init(mean: mean)
  }

  /// The counts of eight paths whose normals are `z`.
  @inline(__always)
  package func counts(_ z: Vector) -> Vector {
    var n = Vector.zero
    for threshold in thresholds {
      let t = Vector(repeating: threshold)
      if mask(t, lessThan: z) == 0 { break }
      n += select(t, lessThan: z, Vector(repeating: 1), otherwise: .zero)
    }
    return n
  }
}
