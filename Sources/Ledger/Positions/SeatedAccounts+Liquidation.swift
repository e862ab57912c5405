import VectorMath

extension SeatedAccounts {
  /// First liquidation of accounts of one row on one path.
  @inline(__always)
  mutating func liquidate(
    _ layout: GroupLayout, row: Int, base: Int, lanes: UInt32, path: Int, step: Int,
    scale: Double, into flows: inout StepFlows
  ) {
    let acted: UInt32
    if layout.closesAccounts {
      close(layout, row: row, base: base, lanes: lanes, path: path, scale: scale)
      if flows.isRead {
        addClosure(layout, base: base, lanes: lanes, path: path, scale: scale, into: &flows)
      }
      acted = lanes
    } else {
      acted = call(row: row, lanes: lanes, path: path, scale: scale, into: &flows)
      if acted == 0 { return }
    }
    untouched[row, path] &= ~UInt8(truncatingIfNeeded: acted)
    counts.count(row: row, lanes: acted, book: layout.book, path: path, step: step)
  }

  /// Closes whole accounts of a row on one path.
  @inline(__always)
  private mutating func close(
    _ layout: GroupLayout, row: Int, base: Int, lanes: UInt32, path: Int, scale: Double
  ) {
    let value = table.value(layout, row: base, path: path)
    let isFirst = untouched[row, path] == table.flags[row]
    closed.close(
      row: row, path: path, lanes: lanes, isFirst: isFirst,
      collateral: value.collateral * Vector(repeating: scale), debt: value.debt)
    if tracksLegs {
      closeLegs(
        layout, row: row, base: base, lanes: lanes, path: path, scale: scale, isFirst: isFirst)
    }
  }

  @inline(never)
  private mutating func closeLegs(
    _ layout: GroupLayout, row: Int, base: Int, lanes: UInt32, path: Int, scale: Double,
    isFirst: Bool
  ) {
    for k in 0..<layout.legCount {
      let mark = table.market[layout.firstLeg &+ k][path: path]
      let price = Vector(repeating: k < layout.collateralCount ? mark * scale : mark)
      closed.close(
        row: row, path: path, lanes: lanes, isFirst: isFirst, leg: k,
        value: table.units(layout, row: base, leg: k) * price)
    }
  }

  /// Applies the protocol's liquidation calls to some accounts of a row, each for the first time.
  ///
  /// - Returns: The lanes on which anybody acted.
  @inline(never)
  private mutating func call(
    row: Int, lanes: UInt32, path: Int, scale: Double, into flows: inout StepFlows
  ) -> UInt32 {
    var acted = lanes
    var rest = lanes
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1
      let account = table.accounts[row &* Vector.laneCount &+ lane]
      if !call(account, path: path, scale: scale, into: &flows) { acted &= ~(1 << UInt32(lane)) }
    }
    return acted
  }

  /// Applies the protocol's liquidation calls to an account for the first time.
  ///
  /// - Returns: Whether anybody acted.
  private mutating func call(
    _ account: Int, path: Int, scale: Double, into flows: inout StepFlows
  ) -> Bool {
    if flows.takesOffers && rules.calls(of: account) != nil {
      precondition(scale == 1, "liquidators are asked at the marks of a step's end")
      flows.offer(OfferedAccount(account: account, path: path, entry: nil))
      return false
    }
    scratch.reset(account, of: legs, path: path, dollars: dollars)
    if scale != 1 { scratch.scaleCollateralPrices(by: scale) }
    let repaid = rules.liquidate(account, &scratch)
    guard scratch.wasTouched(account, of: legs) else { return false }
    positions.append(account: account, path: path, scratch, liquidated: repaid)
    if flows.isRead { addTaken(from: account, path: path, into: &flows) }
    return true
  }

  /// Later steps of accounts that a liquidation has left with something.
  ///
  /// - Parameter count: The accounts on their paths that were liquidated before this step.
  mutating func checkOpen(first count: Int, step: Int, into flows: inout StepFlows) {
    for i in 0..<count where positions.entries[i].isOpen { checkAgain(i, step: step, into: &flows) }
  }

  /// A later round of accounts that a liquidation has left with something.
  ///
  /// - Parameter count: The accounts on their paths that were liquidated before this round.
  mutating func checkOpen(
    first count: Int, step: Int, on paths: PathMask, into flows: inout StepFlows
  ) {
    for i in 0..<count {
      let entry = positions.entries[i]
      if entry.isOpen && paths.contains(entry.path) { checkAgain(i, step: step, into: &flows) }
    }
  }

  /// A later look at an account that a liquidation has left with something.
  mutating func checkAgain(_ i: Int, step: Int, into flows: inout StepFlows) {
    guard positions.health(i, legs).isBelowOne else { return }
    let entry = positions.entries[i]
    if flows.takesOffers && rules.calls(of: entry.account) != nil {
      flows.offer(OfferedAccount(account: entry.account, path: entry.path, entry: i))
      return
    }
    scratch.reset(entry.account, of: legs, path: entry.path, dollars: dollars)
    positions.load(i, into: &scratch)
    let repaid = rules.liquidate(entry.account, &scratch)
    positions.update(i, scratch, liquidated: repaid)
    if !entry.isLiquidated { countFirst(i, step: step) }
    if flows.isRead { addTaken(from: entry.account, path: entry.path, into: &flows) }
  }

  /// Counts the first liquidation of an account that its borrower has changed before, if there was one.
  @inline(never)
  mutating func countFirst(_ i: Int, step: Int) {
    guard scratch.wasSeized else { return }
    positions.markLiquidated(i)
    let entry = positions.entries[i]
    count(entry.account, path: entry.path, step: step)
  }

  /// Counts the first liquidation of an account on a path.
  func count(_ account: Int, path: Int, step: Int) {
    let slot = table.slots[account]
    let row = slot / Vector.laneCount
    counts.count(
      row: row, lanes: 1 << UInt32(slot % Vector.laneCount),
      book: table.layouts[table.groupOfRow[row]].book, path: path, step: step)
  }
}
