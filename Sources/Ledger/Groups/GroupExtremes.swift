import VectorMath

/// The weakest collateral and the strongest debt of groups of accounts by path, worked out once for all
/// portfolios that read the same marks.
///
///     low = min p over the collateral,  high = max q over the debts
///
/// p and q are marks relative to time 0. Accounts of portfolios side by side differ in terms and units,
/// which the extremes do not know.
package struct GroupExtremes: ~Copyable {
  /// Columns of one group.
  struct Columns {
    /// At oracle prices, for the end of a step.
    let low: Column
    let high: Column
    /// At market prices, for the horizon.
    let marketLow: Column
    let marketHigh: Column
  }

  /// Marks of one group on one side, with 1 / mark at time 0.
  private struct Side {
    let collateral: [(mark: Column, scale: Double)]
    let debts: [(mark: Column, scale: Double)]
  }

  /// Number of every group among the distinct ones.
  private let numbers: [GroupMarks: Int]
  private let oracle: [Side]
  private let market: [Side]
  /// Four columns a group, in the order of `Columns`.
  private let block: PathBlock

  /// Columns for the distinct groups among these; filled by `atStepEnd` and `atHorizon`.
  ///
  /// - Parameters:
  ///   - groups: What `AccountBook.groupMarks` of the portfolios hold.
  ///   - marks: The worker's mark columns.
  ///   - initialMarks: Their values at time 0, positive.
  package init(_ groups: [GroupMarks], marks: [Column], initialMarks: [Double]) {
    var numbers: [GroupMarks: Int] = [:]
    var distinct: [GroupMarks] = []
    for group in groups where numbers[group] == nil {
      numbers[group] = distinct.count
      distinct.append(group)
    }
    func side(_ group: GroupMarks, _ mark: (LegKind) -> Int) -> Side {
      let columns = group.kinds.map { (mark: marks[mark($0)], scale: 1 / initialMarks[mark($0)]) }
      return Side(
        collateral: Array(columns.prefix(group.collateralCount)),
        debts: Array(columns.dropFirst(group.collateralCount)))
    }
    self.numbers = numbers
    oracle = distinct.map { side($0) { $0.oracle } }
    market = distinct.map { side($0) { $0.market } }
    block = PathBlock(columnCount: 4 * distinct.count)
  }

  /// Works the extremes out at the oracle prices that stand now, before `AccountBook.check`.
  package func atStepEnd() {
    for (g, side) in oracle.enumerated() { Self.fill(block[4 * g], block[4 * g + 1], side) }
  }

  /// Works the extremes out at the market prices that stand now, before `lenderOutcome`.
  package func atHorizon() {
    for (g, side) in market.enumerated() { Self.fill(block[4 * g + 2], block[4 * g + 3], side) }
  }

  private static func fill(_ low: Column, _ high: Column, _ side: Side) {
    low.fill(side.collateral.isEmpty ? 0 : .infinity)
    for (mark, scale) in side.collateral {
      let factor = Vector(repeating: scale)
      for v in 0..<PathBlock.vectorCount { low[v] = minimum(low[v], mark[v] * factor) }
    }
    high.fill(0)
    for (mark, scale) in side.debts {
      let factor = Vector(repeating: scale)
      for v in 0..<PathBlock.vectorCount { high[v] = maximum(high[v], mark[v] * factor) }
    }
  }

  /// - Precondition: The group is one of those that the extremes were made for.
  func columns(of group: GroupMarks) -> Columns {
    guard let g = numbers[group] else { preconditionFailure("no extremes of this group") }
    return Columns(
      low: block[4 * g], high: block[4 * g + 1], marketLow: block[4 * g + 2],
      marketHigh: block[4 * g + 3])
  }
}
