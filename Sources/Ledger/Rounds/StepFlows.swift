package import VectorMath

/// What liquidations of one round took on every path of a block, in units of the tokens, by market mark.
///
/// The unit is that of the mark: units at time 0. Accounts write it only where somebody reads it; a run without
/// venues, pools and behaviours has one that nobody reads.
package struct StepFlows: ~Copyable {
  /// Columns of one market mark.
  private enum Quantity: Int, CaseIterable {
    case sold, kept, repaid, burned
  }

  /// Whether anybody reads it; if not, nothing is written.
  package let isRead: Bool
  /// Whether accounts whose protocol calls them pair by pair are offered to liquidators, and nothing is done to them.
  package let takesOffers: Bool
  /// Accounts below 1 that were offered since `clear`, in the order of finding.
  package private(set) var offered: [OfferedAccount] = []
  /// Paths on which anything was written since `clear`.
  package private(set) var paths = PathMask()
  /// By mark, then quantity.
  private let block: PathBlock

  /// Zeros for so many marks.
  package init(markCount: Int, takesOffers: Bool = false) {
    isRead = true
    self.takesOffers = takesOffers
    block = PathBlock(columnCount: Quantity.allCases.count * markCount)
  }

  /// One that nobody reads.
  package init() {
    isRead = false
    takesOffers = false
    block = PathBlock(columnCount: 0)
  }

  /// Units of collateral that liquidators sell, the whole collateral where whole accounts are closed.
  package func sold(_ mark: Int) -> Column { column(mark, .sold) }
  /// Units of collateral that protocols keep as their fee; they are not sold.
  package func kept(_ mark: Int) -> Column { column(mark, .kept) }
  /// Units of debt that liquidators repaid.
  package func repaid(_ mark: Int) -> Column { column(mark, .repaid) }
  /// Units of debt that protocols burned to deficits.
  package func burned(_ mark: Int) -> Column { column(mark, .burned) }

  private func column(_ mark: Int, _ quantity: Quantity) -> Column {
    block[Quantity.allCases.count * mark + quantity.rawValue]
  }

  /// Makes everything 0, for the next round.
  package mutating func clear() {
    for path in paths {
      for k in 0..<block.columnCount { block[k][path: path] = 0 }
    }
    paths = PathMask()
    offered.removeAll(keepingCapacity: true)
  }

  /// Offers an account below 1 to liquidators.
  mutating func offer(_ account: OfferedAccount) { offered.append(account) }

  /// Adds units of collateral.
  mutating func take(sold units: Double, kept fee: Double, of mark: Int, path: Int) {
    paths.insert(path)
    sold(mark)[path: path] += units
    kept(mark)[path: path] += fee
  }

  /// Adds units of debt.
  mutating func settle(repaid units: Double, burned deficit: Double, of mark: Int, path: Int) {
    paths.insert(path)
    repaid(mark)[path: path] += units
    burned(mark)[path: path] += deficit
  }
}
