/// A run was stopped before its end.
public struct Interrupted: Error {
  /// Nothing of the run is kept.
  public init() {}
}
