import Foundation
import LinearAlgebra

/// A fitted tail of losses with the errors of what is read from it.
package struct TailFit: Sendable {
  /// The tail at the estimates.
  package let tail: ParetoTail
  /// ξ `shape` and β `scale`.
  package let parameters: [ParameterEstimate]
  /// Their covariance.
  package let covariance: Matrix
  /// ℓ of the excesses.
  package let logLikelihood: Double
  /// n, all losses.
  package let observationCount: Int
  /// n_u, losses above the threshold.
  package let exceedanceCount: Int
  /// How the search for the maximum ended.
  package let convergence: Convergence
  /// ln(1 + ξy/β) / ξ of the excesses in the order of the losses: standard exponentials if the tail
  /// is right.
  package let residuals: [Double]

  init(
    _ fit: LikelihoodFit, unit: Double, threshold: Double, observationCount: Int,
    excesses: [Double]
  ) {
    let tail = ParetoTail(
      shape: fit.kernelParameters[0], scale: fit.kernelParameters[1] * unit, threshold: threshold,
      exceedanceProbability: Double(excesses.count) / Double(observationCount))
    self.tail = tail
    parameters = fit.estimates
    covariance = fit.covariance
    logLikelihood = fit.logLikelihood - Double(excesses.count) * log(unit)
    self.observationCount = observationCount
    exceedanceCount = excesses.count
    convergence = fit.convergence
    residuals = excesses.map { tail.exponential(ofExcess: $0) }
  }

  /// The residuals by rank against the standard exponential law.
  package var quantilePoints: [QuantilePoint] { QuantilePoint.points(residuals) { -log1p(-$0) } }

  /// The loss that is exceeded with probability 1 − level, with its error.
  ///
  /// Errors come from ξ, β and, as a binomial share, ζ (Coles, 2001, An Introduction to Statistical
  /// Modeling of Extreme Values, section 4.3.3, doi:10.1007/978-1-4471-3675-0). The threshold is taken
  /// as given.
  ///
  /// - Parameter level: From `tail.lowestLevel` to below 1.
  package func valueAtRisk(level: Double) -> ParameterEstimate {
    let excess = tail.excess(level)
    return estimate(
      "valueAtRisk", value: tail.valueAtRisk(level: level),
      slopes: [
        tail.scale * excess.inShape, excess.value, tail.scale * excess.inLogProbability,
      ])
  }

  /// The mean loss beyond the value at risk, with its error.
  ///
  /// - Parameter level: From `tail.lowestLevel` to below 1.
  /// - Returns: `nil` if ξ ≥ 1: the mean is infinite.
  package func expectedShortfall(level: Double) -> ParameterEstimate? {
    guard let value = tail.expectedShortfall(level: level) else { return nil }
    let excess = tail.excess(level)
    let stretch = 1 / (1 - tail.shape)
    return estimate(
      "expectedShortfall", value: value,
      slopes: [
        tail.scale * stretch * (excess.inShape + stretch * (excess.value + 1)),
        stretch * (excess.value + 1), stretch * tail.scale * excess.inLogProbability,
      ])
  }

  /// - Parameter slopes: Derivatives in ξ, β and ln ζ.
  private func estimate(_ name: String, value: Double, slopes: [Double]) -> ParameterEstimate {
    var variance = 0.0
    for i in 0..<2 {
      for j in 0..<2 { variance += slopes[i] * covariance[i, j] * slopes[j] }
    }
    let share = tail.exceedanceProbability
    variance += slopes[2] * slopes[2] * (1 - share) / (share * Double(observationCount))
    return ParameterEstimate(
      name: name, unit: "unit of the losses", value: value,
      standardError: variance.squareRoot(), scale: .above(tail.threshold))
  }
}
