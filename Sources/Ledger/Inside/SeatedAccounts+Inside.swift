import VectorMath

extension SeatedAccounts {
  /// Has the marks of the groups found written.
  func fillMarks(of reached: borrowing ReachedAccounts, _ inside: InsideMarks) {
    var isFilled = Array(repeating: false, count: table.layouts.count)
    func fill(_ g: Int) {
      if isFilled[g] { return }
      isFilled[g] = true
      let layout = table.layouts[g]
      for leg in layout.firstLeg..<layout.firstLeg + layout.legCount {
        inside.fill(table.kinds[leg].oracle)
      }
    }
    for found in reached.rows { fill(found.group) }
    for found in reached.entries { fill(table.group(of: positions.entries[found.index].account)) }
  }

  /// Finds the first check inside the step at which each of the accounts found is below 1.
  ///
  /// - Parameter places: By path: where it stands in the columns of the checks.
  func look(
    _ reached: inout ReachedAccounts, at places: [Int], into falls: inout InsideFalls
  ) {
    for i in reached.rows.indices {
      let found = reached.rows[i]
      let next = next(found, lanes: found.lanes, from: 0, place: places[found.path])
      reached.rows[i].next = next
      falls.add(path: found.path, check: next)
    }
    for i in reached.entries.indices {
      let path = reached.entries[i].path
      let next = next(entry: reached.entries[i].index, from: 0, place: places[path])
      reached.entries[i].next = next
      falls.add(path: path, check: next)
    }
  }

  /// The next check at which some accounts of a row are below 1.
  @inline(__always)
  private func next(
    _ found: ReachedAccounts.Row, lanes: UInt32, from first: Int, place: Int
  ) -> Int {
    let layout = table.layouts[found.group]
    let base = table.base(layout, row: found.row)
    return firstCheck(from: first) { v in
      var below: UInt32 = 0
      var rest = lanes
      while rest != 0 {
        let (collateral, debt) = table.health(
          layout, row: base, lane: rest.trailingZeroBitCount, place: place, v)
        below |= mask(collateral, lessThan: debt * Vector(repeating: GroupTable.margin))
        rest &= rest &- 1
      }
      return below
    }
  }

  /// The first check from one on that is among those found below 1, eight at a time.
  ///
  /// Their sums are rounded otherwise than those of the check itself, which decides; they have the bounds' margin.
  @inline(__always)
  private func firstCheck(from first: Int, below: (Int) -> UInt32) -> Int {
    let count = table.inside.checkCount
    var v = first / Vector.laneCount
    var asked = ~UInt32(0) << UInt32(first % Vector.laneCount)
    while v &* Vector.laneCount < count {
      let found = below(v) & asked
      if found != 0 {
        let check = v &* Vector.laneCount &+ found.trailingZeroBitCount
        return check < count ? check : ReachedAccounts.none
      }
      asked = ~0
      v &+= 1
    }
    return ReachedAccounts.none
  }

  /// The next check at which an open position is below 1.
  private func next(entry i: Int, from first: Int, place: Int) -> Int {
    guard positions.entries[i].isOpen else { return ReachedAccounts.none }
    return firstCheck(from: first) { v in
      let (collateral, debt) = positions.health(i, legs, atEight: { legs.values[$0][place, v] })
      return mask(collateral, lessThan: debt * Vector(repeating: GroupTable.margin))
    }
  }

  /// Liquidates those of the accounts found that are below 1 at the marks that stand now, and finds the check after
  /// that for them.
  ///
  /// - Parameters:
  ///   - shown: By path: the check that the marks are those of.
  ///   - paths: The paths on which accounts of this book are below 1 at it.
  mutating func check(
    _ reached: inout ReachedAccounts, shown: borrowing InsideFalls, on paths: PathMask,
    step: Int, at places: [Int], into falls: inout InsideFalls, _ flows: inout StepFlows
  ) {
    let open = positions.count
    reached.forEachFallingRow(on: paths) { found in
      let check = shown.checks[found.path]
      if found.next == check {
        liquidate(found, step: step, into: &flows)
        let lanes = found.lanes & UInt32(untouched[found.row, found.path])
        found.next =
          lanes == 0
          ? ReachedAccounts.none
          : next(found, lanes: lanes, from: check + 1, place: places[found.path])
      }
      falls.add(path: found.path, check: found.next)
    }
    reached.forEachFallingEntry(on: paths) { entry in
      let check = shown.checks[entry.path]
      if entry.next == check {
        checkAgain(entry.index, step: step, into: &flows)
        entry.next = next(entry: entry.index, from: check + 1, place: places[entry.path])
      }
      falls.add(path: entry.path, check: entry.next)
    }
    for i in open..<positions.count {
      let path = positions.entries[i].path
      let next = next(entry: i, from: shown.checks[path] + 1, place: places[path])
      reached.add(opened: .init(index: i, path: path, next: next))
      falls.add(path: path, check: next)
    }
  }

  /// Liquidates those of the accounts found that are below 1 at the end of the step: all others are not, by the
  /// bound at which they were searched.
  mutating func checkEnd(
    _ reached: borrowing ReachedAccounts, step: Int, into flows: inout StepFlows
  ) {
    for found in reached.rows { liquidate(found, step: step, into: &flows) }
    for entry in reached.entries where positions.entries[entry.index].isOpen {
      checkAgain(entry.index, step: step, into: &flows)
    }
  }

  /// Liquidates the accounts of a row that are below 1 at the marks that stand now.
  private mutating func liquidate(
    _ found: ReachedAccounts.Row, step: Int, into flows: inout StepFlows
  ) {
    let lanes = found.lanes & UInt32(untouched[found.row, found.path])
    if lanes == 0 { return }
    let layout = table.layouts[found.group]
    let base = table.base(layout, row: found.row)
    let (collateral, debt) = table.health(layout, row: base, path: found.path)
    let ended = mask(collateral, lessThan: debt) & lanes
    if ended == 0 { return }
    liquidate(
      layout, row: found.row, base: base, lanes: ended, path: found.path, step: step, scale: 1,
      into: &flows)
  }
}
