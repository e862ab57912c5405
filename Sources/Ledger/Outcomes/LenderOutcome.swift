import VectorMath

/// What became of the eight accounts of a row for the lender, on those paths of a block where there is
/// anything: an account was liquidated, or may owe more at the horizon than it has.
///
/// One vector a path, one lane an account, in the numeraire. Everywhere else both quantities are 0, so
/// that sums over these paths are sums over the block.
package struct LenderOutcome: ~Copyable {
  /// Paths that are listed, ascending.
  package internal(set) var count = 0
  /// Deficits plus max(0, debt − collateral), by place in the list; zeros up to a multiple of eight.
  package let badDebt = VectorTable(count: PathBlock.pathCount)
  /// Market value of the debt that liquidators repaid.
  package let liquidated = VectorTable(count: PathBlock.pathCount)
  /// What liquidators were paid above that: repaid debt × bonus of the collateral that it was repaid for.
  package let bonus = VectorTable(count: PathBlock.pathCount)
  /// Whether `badDebt` is anything but 0.
  package internal(set) var hasBadDebt = false
  /// Whether `liquidated` is anything but 0.
  package internal(set) var hasLiquidations = false
  /// The listed paths, then the place in the list by path.
  @usableFromInline let paths = PathIndices(rowCount: 2)

  /// Tables for one row; reused for row after row.
  package init() {}

  /// The path of the block that is listed `i`th.
  @inlinable @inline(__always)
  package func path(_ i: Int) -> Int { paths[0, i] }

  @inline(__always)
  mutating func append(
    path: Int, badDebt short: Vector, liquidated repaid: Vector, bonus paid: Vector
  ) {
    paths[0, count] = path
    paths[1, path] = count
    badDebt[count] = short
    liquidated[count] = repaid
    bonus[count] = paid
    count &+= 1
  }

  /// Place in the list of a path that is listed.
  func place(ofPath path: Int) -> Int { paths[1, path] }

  func pad() {
    for i in count..<min(PathBlock.pathCount, (count + 7) / 8 * 8) {
      badDebt[i] = .zero
      liquidated[i] = .zero
      bonus[i] = .zero
    }
  }
}
