public import VectorMath

/// Marks that a group of accounts reads, by which portfolios recognise what they have in common.
public struct GroupMarks: Hashable, Sendable {
  /// Of collateral, then of debts.
  let kinds: [LegKind]
  let collateralCount: Int
}

/// The weakest collateral and the strongest debt of groups of accounts by path, worked out once for all
/// portfolios that read the same marks.
///
///     low = min p over the collateral,  high = max q over the debts
///
/// p and q are marks relative to time 0. Accounts of portfolios side by side differ in terms and units,
/// which the extremes do not know.
public struct GroupExtremes: ~Copyable {
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

  private let places: [GroupMarks: Int]
  private let oracle: [Side]
  private let market: [Side]
  /// Four columns a group, in the order of `Columns`.
  private let block: PathBlock

  /// - Parameters:
  ///   - groups: What `PortfolioEvaluator.groups` of the portfolios hold.
  ///   - marks: The worker's mark columns.
  ///   - initialMarks: Their values at time 0, positive.
  public init(_ groups: [GroupMarks], marks: [Column], initialMarks: [Double]) {
    var places: [GroupMarks: Int] = [:]
    var distinct: [GroupMarks] = []
    for group in groups where places[group] == nil {
      places[group] = distinct.count
      distinct.append(group)
    }
    func side(_ group: GroupMarks, _ mark: (LegKind) -> Int) -> Side {
      let columns = group.kinds.map { (mark: marks[mark($0)], scale: 1 / initialMarks[mark($0)]) }
      return Side(
        collateral: Array(columns.prefix(group.collateralCount)),
        debts: Array(columns.dropFirst(group.collateralCount)))
    }
    self.places = places
    oracle = distinct.map { side($0) { $0.oracle } }
    market = distinct.map { side($0) { $0.market } }
    block = PathBlock(columnCount: 4 * distinct.count)
  }

  /// Works the extremes out at the oracle prices that stand now, before `PortfolioEvaluator.check`.
  public func atStepEnd() {
    for (g, side) in oracle.enumerated() { Self.fill(block[4 * g], block[4 * g + 1], side) }
  }

  /// Works the extremes out at the market prices that stand now, before `lenderOutcome`.
  public func atHorizon() {
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
    guard let g = places[group] else { preconditionFailure("no extremes of this group") }
    return Columns(
      low: block[4 * g], high: block[4 * g + 1], marketLow: block[4 * g + 2],
      marketHigh: block[4 * g + 3])
  }
}

extension PortfolioEvaluator {
  /// The marks of every group.
  public var groups: [GroupMarks] {
    table.layouts.map {
      GroupMarks(
        kinds: Array(table.kinds[$0.firstLeg..<$0.firstLeg + $0.legCount]),
        collateralCount: $0.collateralCount)
    }
  }

  /// Takes the extremes of its groups from here, which must outlive it.
  public mutating func share(_ extremes: borrowing GroupExtremes) {
    var columns: [GroupExtremes.Columns] = []
    for group in groups { columns.append(extremes.columns(of: group)) }
    shared = columns
  }

  /// Looks for paths on which accounts of a group may be below 1, with extremes that are shared.
  mutating func checkShared(_ g: Int, _ layout: GroupTable.Layout, step: Int) {
    let bound = bounds[g]
    let low = shared[g].low
    let high = shared[g].high
    for v in stride(from: 0, to: PathBlock.vectorCount, by: 2) {
      var hits =
        mask(low[v], lessThan: bound[v] * high[v])
        | mask(low[v &+ 1], lessThan: bound[v &+ 1] * high[v &+ 1]) &<< 8
      while hits != 0 {
        let path = v &* Vector.laneCount &+ hits.trailingZeroBitCount
        hits &= hits &- 1
        bound[path: path] = visit(
          layout, path: path, step: step, low: low[path: path], high: high[path: path])
      }
    }
  }
}
