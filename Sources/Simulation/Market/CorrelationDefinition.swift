public import Diagnostics

/// The correlation of the shocks as a market document states it.
public struct CorrelationDefinition: Sendable {
  public struct Pair: Sendable {
    public let first: String
    public let second: String
    public let value: Double
    public let location: SourceLocation

    public init(_ first: String, _ second: String, _ value: Double, at location: SourceLocation) {
      self.first = first
      self.second = second
      self.value = value
      self.location = location
    }
  }

  /// Pairs that are not 0; a full matrix is given as all its pairs, both triangles and the diagonal.
  public let pairs: [Pair]
  /// Whether a matrix that is not positive semidefinite is moved to the nearest correlation matrix.
  public let repairs: Bool
  public let location: SourceLocation

  public init(pairs: [Pair], repairs: Bool, location: SourceLocation) {
    self.pairs = pairs
    self.repairs = repairs
    self.location = location
  }
}
