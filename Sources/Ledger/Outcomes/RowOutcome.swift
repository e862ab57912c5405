import VectorMath

/// What became of the eight accounts of a row on some paths of a block: one vector a path, one lane an
/// account, in the numeraire. Padding lanes are 0.
package struct RowOutcome: ~Copyable {
  /// Paths that are worked out at a time: their tables fit into the fastest cache.
  package static let pathCount = 64

  /// The paths of the block; vector i of the tables is path `paths.lowerBound + i`.
  package internal(set) var paths = 0..<0
  /// E(0) − E(T), E(T) ≥ 0 at market prices, cash from liquidations included.
  package let equityLoss = VectorTable(count: Self.pathCount)
  /// Deficits plus max(0, debt − collateral).
  package let badDebt = VectorTable(count: Self.pathCount)
  /// Market value of the debt that liquidators repaid.
  package let liquidated = VectorTable(count: Self.pathCount)
  /// Where bit i is unset, vector i of `badDebt` is 0; most are.
  package internal(set) var badDebtPaths: UInt64 = 0
  /// Where bit i is unset, vector i of `liquidated` is 0.
  package internal(set) var liquidatedPaths: UInt64 = 0

  /// Tables for one row; reused for row after row.
  package init() {}

  /// Makes everything 0 that is written for some paths alone.
  mutating func clear() {
    forEachSetBit(of: badDebtPaths) { badDebt[$0] = .zero }
    forEachSetBit(of: liquidatedPaths) { liquidated[$0] = .zero }
    badDebtPaths = 0
    liquidatedPaths = 0
  }
}
