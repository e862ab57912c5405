/// The distribution of a loss in equal bins, with everything outside them counted.
public struct LossHistogram: Sendable {
  /// Lower edge of the first bin, in the numeraire.
  public let lowerEdge: Double
  /// Width of every bin, in the numeraire; 0 if all losses are equal.
  public let binWidth: Double
  /// Paths by bin.
  public let counts: [Int]
  /// Paths below the first bin.
  public let below: Int
  /// Paths above the last bin.
  public let above: Int

  /// All paths of the run are in `counts`, `below` or `above`.
  public init(lowerEdge: Double, binWidth: Double, counts: [Int], below: Int, above: Int) {
    self.lowerEdge = lowerEdge
    self.binWidth = binWidth
    self.counts = counts
    self.below = below
    self.above = above
  }
}
