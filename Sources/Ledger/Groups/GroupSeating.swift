import VectorMath

/// Who sits where: groups laid out one after another in rows of eight accounts.
struct GroupSeating {
  /// By group.
  private(set) var layouts: [GroupLayout] = []
  /// Kinds of the legs of every group, collateral first, then debts.
  private(set) var kinds: [LegKind] = []
  /// By slot, row × 8 + lane; −1 for padding.
  private(set) var accounts: [Int] = []
  /// By account; −1 if it is in no group.
  private(set) var slots: [Int]
  /// By row: bit i is set where lane i is an account and not padding.
  private(set) var flags: [UInt8] = []
  /// By row.
  private(set) var groupOfRow: [Int] = []
  /// Vectors of all rows.
  private(set) var vectorCount = 0

  init(_ groups: [AccountGroup], accountCount: Int, closingAdapters: [Bool]) {
    slots = Array(repeating: -1, count: accountCount)
    for group in groups {
      let closes = closingAdapters[group.protocolIndex] && !group.isActing
      seat(group, closesAccounts: closes)
    }
  }

  private mutating func seat(_ group: AccountGroup, closesAccounts: Bool) {
    let firstRow = groupOfRow.count
    for account in group.accounts {
      slots[account] = accounts.count
      accounts.append(account)
    }
    while accounts.count % Vector.laneCount != 0 { accounts.append(-1) }
    let rows = accounts.count / Vector.laneCount - firstRow
    let stride = 1 + 2 * group.collateral.count + group.debts.count
    for row in 0..<rows {
      let present = group.accounts.count - row * Vector.laneCount
      flags.append(UInt8(truncatingIfNeeded: (1 << min(Vector.laneCount, present)) - 1))
      groupOfRow.append(layouts.count)
    }
    layouts.append(
      GroupLayout(
        firstLeg: kinds.count, collateralCount: group.collateral.count,
        debtCount: group.debts.count, firstRow: firstRow, rowCount: rows,
        firstVector: vectorCount, stride: stride, adapter: group.protocolIndex,
        closesAccounts: closesAccounts, book: group.book, isBridged: group.isBridged,
        mayFall: group.mayFall))
    kinds += group.collateral + group.debts
    vectorCount += rows * stride
  }
}
