/// GARCH(1,1) with given parameters: the filter that turns a history into variances.
///
///     e_t = r_t − μ,  h_{t+1} = ω + α e_t² + β h_t,  h_1 = ω + (α + β) v
///
/// v is the start variance. Reference: Bollerslev (1986), doi:10.1016/0304-4076(86)90063-1.
package struct GarchModel: Sendable, Hashable {
  /// μ, log return of a step.
  package let mean: Double
  /// ω, squared log return of a step; positive.
  package let omega: Double
  /// α and β, not negative.
  package let alpha: Double
  /// Weight of the variance before, not negative.
  package let beta: Double
  /// ν > 2 of Student-t innovations; `nil` for normal ones.
  package let degreesOfFreedom: Double?

  /// Checks signs; α + β ≥ 1 is allowed, the variance then grows without end.
  package init(
    mean: Double, omega: Double, alpha: Double, beta: Double, degreesOfFreedom: Double? = nil
  ) {
    precondition(omega > 0 && alpha >= 0 && beta >= 0, "GARCH needs ω > 0, α ≥ 0 and β ≥ 0")
    precondition(degreesOfFreedom ?? 3 > 2, "innovations of variance 1 need more than 2 degrees")
    self.mean = mean
    self.omega = omega
    self.alpha = alpha
    self.beta = beta
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The model of a fit by `GarchEstimator`.
  package init(_ fit: ProcessFit) {
    let isNormal = fit.residualLaw == .normal
    self.init(
      mean: fit["mean"].value, omega: fit["omega"].value, alpha: fit["alpha"].value,
      beta: fit["beta"].value, degreesOfFreedom: isNormal ? nil : fit["degreesOfFreedom"].value)
  }

  /// ω / (1 − α − β), the variance of a step in the long run; `nil` if α + β ≥ 1.
  package var unconditionalVariance: Double? {
    alpha + beta < 1 ? omega / (1 - alpha - beta) : nil
  }

  /// What the model sees in a history.
  package struct Filtered: Sendable {
    /// h of every return.
    package let variances: [Double]
    /// h of the step after the last.
    package let nextVariance: Double
    /// ℓ of the returns.
    package let logLikelihood: Double
  }

  /// Runs the recursion over log returns.
  ///
  /// - Parameter returns: Finite, in the order of time.
  /// - Throws: `empty`; `notFinite`.
  package func filter(
    _ returns: [Double], start: StartVariance = .backcast
  ) throws(CalibrationError) -> Filtered {
    guard !returns.isEmpty else { throw .empty }
    if let position = returns.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(position: position)
    }
    let kernel = GarchLikelihood(returns, start: start, isStudentT: degreesOfFreedom != nil)
    let parameters = [mean, omega, alpha, beta] + (degreesOfFreedom.map { [$0] } ?? [])
    let variances = kernel.variances(parameters)
    guard let sum = kernel.sum(parameters) else {
      throw .notFinite(position: variances.firstIndex { !$0.isFinite } ?? 0)
    }
    return Filtered(
      variances: Array(variances.dropLast()), nextVariance: variances[returns.count],
      logLikelihood: sum.value)
  }
}
