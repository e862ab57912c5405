/// The total's figures over the first so many paths.
public struct ConvergencePoint: Sendable {
  /// Number of paths, whole blocks but for the last point, which has all.
  public let paths: Int
  /// All levels of the run, ascending; points whose paths do not reach the highest one are left out.
  public let tails: [TailFigures]

  /// Figures over the run's first `paths` paths.
  public init(paths: Int, tails: [TailFigures]) {
    self.paths = paths
    self.tails = tails
  }
}
