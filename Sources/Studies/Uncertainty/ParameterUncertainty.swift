/// Parameters that are drawn from their estimated law, anew for every batch of paths.
public struct ParameterUncertainty: Sendable {
  /// Number of batches, at least 2: consecutive blocks of the run's paths.
  public let batches: Int
  /// Factors with estimated parameters, in the order of the market.
  public let factors: [DrawnFactor]

  /// - Precondition: `batches` ≥ 2.
  public init(batches: Int, factors: [DrawnFactor]) {
    precondition(batches >= 2, "a variance between batches needs at least two")
    self.batches = batches
    self.factors = factors
  }

  /// Fewest paths of a batch beyond a level for which the share of the parameters is told: ten of each of
  /// its halves.
  public static let leastTailPaths = 20

  /// Whether batches are large enough for a level.
  public static func reaches(_ level: Double, paths: Int, batches: Int) -> Bool {
    Double(paths / batches) * (1 - level) >= Double(leastTailPaths) * (1 - 1e-9)
  }
}
