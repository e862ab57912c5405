import VectorMath

/// Where the parts of a group lie in the tables of `GroupTable`.
struct GroupLayout {
  /// Legs in the tables by leg: collateral, then debts.
  let firstLeg: Int
  let collateralCount: Int
  let debtCount: Int
  /// Rows of eight accounts.
  let firstRow: Int
  let rowCount: Int
  /// First vector of the group's first row in `vectors`, and vectors per row.
  let firstVector: Int
  let stride: Int
  /// Kinds of collateral and of debts together.
  var legCount: Int { collateralCount &+ debtCount }
  let adapter: Int
  /// Whether its accounts are closed whole and eight at a time.
  let closesAccounts: Bool
  let book: Int
  let isBridged: Bool
  /// Whether the health of its accounts may also fall where the price rises inside a step.
  let mayFall: Bool

  /// Slots of its accounts and their padding: row × 8 + lane.
  var slots: Range<Int> {
    firstRow * Vector.laneCount..<(firstRow + rowCount) * Vector.laneCount
  }
}
