import Studies

extension LossHistogram {
  /// Edge `i` of the bins, in the numeraire; edge 0 is the lowest.
  func edge(_ i: Int) -> Double { lowerEdge + Double(i) * binWidth }
  /// Upper edge of the last bin.
  var upperEdge: Double { edge(counts.count) }
  /// Paths at or above edge `i`.
  func count(fromEdge i: Int) -> Int { counts[i...].reduce(above, +) }
  /// Paths in the bins and outside them.
  var total: Int { counts.reduce(below + above, +) }
}
