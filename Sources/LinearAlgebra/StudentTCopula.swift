import Glibc
import VectorMath

/// Student t copula of observations: correlations from Kendall's τ, degrees of freedom ν by maximum
/// pseudo-likelihood.
///
///     ℓ(ν) = Σ_k ln [ t_{ν,P}(x_k) / Π_j t_ν(x_kj) ],   x_kj = t_ν⁻¹(rank_kj / (n + 1))
///
/// t_{ν,P} the multivariate t density with correlation matrix P, the nearest to the pairwise
/// sin(πτ/2). Margins are not modelled: ranks stand for them. ν is sought from 2 to 1,000, where the
/// copula is Gaussian for any number of observations that one has.
///
/// References: Demarta and McNeil (2005), "The t copula and related copulas", International
/// Statistical Review 73(1), doi:10.1111/j.1751-5823.2005.tb00254.x; Genest, Ghoudi and Rivest (1995),
/// doi:10.1093/biomet/82.3.543.
public struct StudentTCopula: Sendable {
  /// ν at the maximum, in [2, 1000].
  public let degreesOfFreedom: Double
  /// Whether the maximum lies at an end of the range: at 1,000 the observations prefer the Gaussian
  /// copula.
  public let isAtBound: Bool
  /// From the curvature of ℓ, with ranks and correlations taken as known, so rather too small;
  /// infinity at a bound.
  public let standardError: Double
  /// ℓ at the maximum.
  public let logLikelihood: Double
  /// ℓ of the Gaussian copula with the same correlations.
  public let gaussianLogLikelihood: Double
  /// The correlations with their errors and their repair.
  public let correlation: KendallCorrelation

  /// Range of ν.
  public static let range = 2.0...1000.0

  /// Why no copula was fitted.
  public enum Failure: Error, Sendable, Hashable {
    case repair(NearestCorrelation.Failure)
    /// The correlations are those of variables of which some determine others.
    case singular(NotPositiveDefinite)
  }

  /// - Parameter observations: At least two variables.
  /// - Throws: `StudentTCopula.Failure`.
  /// - Complexity: O(n p²) for each of some 60 values of ν, with n quantiles of a t law.
  public init(of observations: Observations) throws(Failure) {
    precondition(observations.variableCount >= 2, "a copula joins at least two variables")
    do { correlation = try KendallCorrelation(of: observations) } catch { throw .repair(error) }
    let likelihood: CopulaLikelihood
    do {
      likelihood = try CopulaLikelihood(observations, correlation.nearest.matrix)
    } catch {
      throw .singular(error)
    }
    gaussianLogLikelihood = likelihood.gaussian
    // In ln ν the likelihood is smooth on one scale from 2 to 1,000.
    let ends = (log(Self.range.lowerBound), log(Self.range.upperBound))
    let peak = maximum(from: ends.0, to: ends.1) { likelihood.studentT(exp($0)) }
    degreesOfFreedom = exp(peak.argument)
    logLikelihood = peak.value
    isAtBound = peak.argument == ends.0 || peak.argument == ends.1
    let h = 0.02
    let curvature =
      (likelihood.studentT(exp(peak.argument + h)) - 2 * peak.value
        + likelihood.studentT(exp(peak.argument - h))) / (h * h)
    standardError =
      isAtBound || curvature >= 0 ? .infinity : exp(peak.argument) / (-curvature).squareRoot()
  }

  /// Limit of P(V ≤ u | U ≤ u) for u → 0, and by symmetry of the other tail.
  ///
  ///     λ = 2 t_{ν+1}(−√((ν + 1)(1 − ρ) / (1 + ρ)))
  ///
  /// Reference: Embrechts, McNeil and Straumann (2002), doi:10.1017/CBO9780511615337.008.
  ///
  /// - Parameters:
  ///   - correlation: ρ, in (-1, 1].
  ///   - degreesOfFreedom: ν, positive.
  public static func tailDependence(correlation: Double, degreesOfFreedom: Double) -> Double {
    precondition(correlation > -1 && correlation <= 1, "a correlation lies in (-1, 1]")
    let ratio = (degreesOfFreedom + 1) * (1 - correlation) / (1 + correlation)
    return 2
      * StudentTDistribution(degreesOfFreedom: degreesOfFreedom + 1)
      .upperTail(ratio.squareRoot())
  }
}

/// The largest value of a function with one peak on an interval: of 17 equal steps the best, then by
/// golden sections to 1e-6.
private func maximum(
  from lower: Double, to upper: Double, _ f: (Double) -> Double
) -> (argument: Double, value: Double) {
  let steps = 16
  let nodes = (0...steps).map { lower + (upper - lower) * Double($0) / Double(steps) }
  let values = nodes.map(f)
  var best = 0
  for i in values.indices where values[i] > values[best] { best = i }
  var (a, b) = (nodes[max(best - 1, 0)], nodes[min(best + 1, steps)])
  let golden = 0.5 * (5.0.squareRoot() - 1)
  var (x, y) = (b - golden * (b - a), a + golden * (b - a))
  var (fx, fy) = (f(x), f(y))
  while b - a > 1e-6 {
    if fx > fy {
      (b, y, fy) = (y, x, fx)
      x = b - golden * (b - a)
      fx = f(x)
    } else {
      (a, x, fx) = (x, y, fy)
      y = a + golden * (b - a)
      fy = f(y)
    }
  }
  let inside = fx > fy ? (x, fx) : (y, fy)
  return values[best] >= inside.1 ? (nodes[best], values[best]) : inside
}
