/// How many paths lose as much as a loss, and how many lose more: one point of an exceedance curve.
public struct Exceedance: Sendable, Hashable {
  /// In the numeraire, positive = bad.
  public let loss: Double
  /// Paths with at least this loss.
  public let atLeast: Int
  /// Paths with a larger loss; fewer than `atLeast`.
  public let above: Int

  /// One point; `above` < `atLeast` is not checked.
  public init(loss: Double, atLeast: Int, above: Int) {
    self.loss = loss
    self.atLeast = atLeast
    self.above = above
  }
}

extension TailSample {
  /// The exceedance curve of the losses that are held, at so many losses as a picture can show.
  ///
  /// The largest 32 losses, then losses whose numbers of larger ones lie a tenth apart, the value at risk of every
  /// level, and the least loss held. Between VaR's two numbers of paths lies n (1 − α).
  ///
  /// - Parameter levels: Levels whose VaR must be a point; one that the tail does not reach is left out.
  /// - Returns: Ascending by loss, each loss once.
  /// - Complexity: O(log² n), once the tail is there.
  public func exceedances(levels: [Level] = []) -> [Exceedance] {
    var ranks: Set<Int> = [heldFrom]
    var fromTop = 1
    while count - fromTop + 1 >= heldFrom {
      ranks.insert(count - fromTop + 1)
      fromTop = fromTop < 32 ? fromTop + 1 : fromTop + fromTop / 10
    }
    ranks.formUnion(levels.map { $0.rank(in: count) })
    var points: [Exceedance] = []
    for rank in ranks.sorted() where rank >= heldFrom && rank <= count {
      let point = exceedance(ofRank: rank)
      if points.last?.loss != point.loss { points.append(point) }
    }
    return points
  }

  /// - Precondition: The rank is held.
  private func exceedance(ofRank rank: Int) -> Exceedance {
    let index = rank - 1 - (count - worst.count)
    guard index >= 0 else {
      return Exceedance(
        loss: threshold, atLeast: worst.count + atThreshold, above: worst.count)
    }
    let loss = worst[index]
    return Exceedance(
      loss: loss, atLeast: worst.count - worst.partition { $0 < loss },
      above: worst.count - worst.partition { $0 <= loss })
  }
}

extension [Double] {
  /// How many of ascending elements come first and satisfy a condition that none after them does.
  fileprivate func partition(_ isBefore: (Double) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
