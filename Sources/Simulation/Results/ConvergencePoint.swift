/// The total's figures over the first so many paths.
public struct ConvergencePoint: Sendable {
  public let paths: Int
  public let tails: [TailFigures]

  public init(paths: Int, tails: [TailFigures]) {
    self.paths = paths
    self.tails = tails
  }
}
