/// A market estimated factor by factor, and the dependence between the factors.
public struct MarketCalibration: Sendable {
  /// One entry per plan, in its order.
  public let factors: [FactorFit]
  /// `nil` if no dependence was asked for.
  public let dependence: FactorDependence?

  /// - Parameters:
  ///   - plans: What to estimate.
  ///   - dependence: How to estimate dependence, if at all.
  ///   - progress: Told the number of factors that are done, and of all.
  public init(
    _ plans: [FactorCalibration], dependence: DependencePlan?,
    progress: (Int, Int) -> Void = { _, _ in }
  ) {
    var fits: [FactorFit] = []
    for plan in plans {
      fits.append(plan.run())
      progress(fits.count, plans.count)
    }
    factors = fits
    self.dependence = dependence.map { FactorDependence($0, fits) }
  }
}
