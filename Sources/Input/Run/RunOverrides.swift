/// Values of a run document that the command line replaces; `nil` keeps the document's.
public struct RunOverrides: Sendable {
  /// Number of paths.
  public var paths: Int?
  /// The seed of all random numbers.
  public var seed: UInt64?
  /// Parallel workers, which never change figures.
  public var workers: Int?

  /// Values in their place; they are checked with the document.
  public init(paths: Int? = nil, seed: UInt64? = nil, workers: Int? = nil) {
    self.paths = paths
    self.seed = seed
    self.workers = workers
  }
}
