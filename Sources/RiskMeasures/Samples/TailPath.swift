/// The loss of one path of a tail.
public struct TailPath: Sendable, Hashable {
  /// Loss in the numeraire, positive = bad.
  public let loss: Double
  /// Global path number.
  public let path: Int

  /// A loss with the path that it is of.
  public init(loss: Double, path: Int) {
    self.loss = loss
    self.path = path
  }
}
