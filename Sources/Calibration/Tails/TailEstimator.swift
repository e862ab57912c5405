import VectorMath

/// The tail of losses by peaks over a threshold: a generalised Pareto law by maximum likelihood.
///
/// ξ̂ is biased downwards where exceedances are few (by 0.02 at 125 of them and ξ = 0.2), and with it
/// extreme VaR and ES; ES in particular hangs on ξ. Losses that cluster in time
/// make the errors too small: fit the residuals of `GarchEstimator` instead of the returns (McNeil and
/// Frey, 2000, doi:10.1016/S0927-5398(00)00012-8). Reference: Pickands (1975),
/// doi:10.1214/aos/1176343003; Smith (1987), doi:10.1214/aos/1176350499.
package struct TailEstimator: Sendable {
  /// Where the tail starts.
  package enum Threshold: Sendable, Hashable {
    /// Above the quantile that at most this share of the values exceeds; in (0, 1).
    case share(Double)
    /// At a value, in units of the losses.
    case value(Double)
  }

  /// Which tail of returns is looked at.
  package enum Side: Sendable, Hashable {
    /// Falling prices: losses −r.
    case lower
    /// Rising prices: r.
    case upper
  }

  /// Fewest values above the threshold.
  package static let leastExceedances = 20

  /// Where the tail begins.
  package var threshold: Threshold
  /// Where standard errors come from.
  package var covariance = CovarianceEstimator.observedInformation

  /// Estimates tails beyond this threshold.
  package init(_ threshold: Threshold) {
    if case .share(let share) = threshold {
      precondition(share > 0 && share < 1, "the share of the tail lies between 0 and 1")
    }
    self.threshold = threshold
  }

  /// Fits one tail of returns.
  package func fit(_ returns: ReturnSeries, side: Side) throws(CalibrationError) -> TailFit {
    try fit(side == .lower ? returns.values.map { -$0 } : returns.values)
  }

  /// Fits the upper tail of values.
  ///
  /// - Parameter losses: In any order and unit; large ones are bad.
  /// - Throws: `empty`, `notFinite`, `tooShort` with the number of exceedances, `onBound` where the
  ///   tail is too short for errors to exist (ξ ≤ −½).
  package func fit(_ losses: [Double]) throws(CalibrationError) -> TailFit {
    guard !losses.isEmpty else { throw .empty }
    if let position = losses.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(position: position)
    }
    let u = threshold(of: losses)
    let excesses = losses.filter { $0 > u }.map { $0 - u }
    guard excesses.count >= Self.leastExceedances else {
      throw .tooShort(count: excesses.count, needed: Self.leastExceedances)
    }
    let moments = RunningMoments(excesses)
    guard moments.minimum < moments.maximum else { throw .constant(value: u + excesses[0]) }
    let unit = moments.mean
    let fit = try LikelihoodFit(
      ParetoLikelihood(excesses: excesses.map { $0 / unit }), Self.parameters(unit),
      from: [[0.05, 1], [0.4, 0.6]], reported: Self.reported(unit), covariance: covariance)
    return TailFit(
      fit, unit: unit, threshold: u, observationCount: losses.count, excesses: excesses)
  }

  private func threshold(of losses: [Double]) -> Double {
    switch threshold {
    case .value(let u): return u
    case .share(let share):
      let above = min(losses.count - 1, Int(share * Double(losses.count)))
      return losses.sorted()[losses.count - 1 - above]
    }
  }

  private static func parameters(_ unit: Double) -> SeparateParameters {
    SeparateParameters([
      .free(FreeNumber(name: "shape", transform: .identity, limits: -0.5...5)),
      .free(FreeNumber(name: "scale", transform: .above(0), limits: 1e-6...1e6, factor: unit)),
    ])
  }

  private static func reported(_ unit: Double) -> [ReportedParameter] {
    [
      ReportedParameter(name: "shape", unit: "none", scale: .identity),
      ReportedParameter(
        name: "scale", unit: "unit of the losses", factor: unit, scale: .above(0)),
    ]
  }
}
