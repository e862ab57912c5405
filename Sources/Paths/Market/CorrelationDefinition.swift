public import Diagnostics

/// The correlation of the shocks as a market document states it.
public struct CorrelationDefinition: Sendable {
  /// The correlation of two shocks, in whichever order they were written.
  public struct Pair: Sendable {
    /// Name of a shock: that of its factor, `factor.shock` where the shock has a name of its own.
    public let first: String
    /// Name of the other shock; the same on the diagonal.
    public let second: String
    /// As it was written; `MarketBuilder` refuses what is outside [−1, 1].
    public let value: Double
    /// Place of the value in the market document.
    public let location: SourceLocation

    /// A pair as it was written; nothing is checked here.
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
  /// Where errors of the matrix as a whole are reported.
  public let location: SourceLocation

  /// What was written; nothing is checked before `MarketBuilder`.
  public init(pairs: [Pair], repairs: Bool, location: SourceLocation) {
    self.pairs = pairs
    self.repairs = repairs
    self.location = location
  }
}
