/// A run was stopped before its end.
public struct Interrupted: Error {
  public init() {}
}
