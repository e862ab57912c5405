import VectorMath

extension SeatedAccounts {
  /// Finds the first check inside the step at which each of the accounts found is below 1.
  ///
  /// - Parameter places: By path: where it stands in the columns of the checks.
  func look(
    _ reached: inout ReachedAccounts, at places: [Int], into falls: inout InsideFalls
  ) {
    var group = -1
    for i in reached.rows.indices {
      let found = reached.rows[i]
      if found.group != group {
        group = found.group
        table.inside.fill(table.layouts[group])
      }
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
    var check = first
    while check < table.inside.checkCount {
      let (collateral, debt) = table.health(layout, row: base, check: check, place: place)
      if mask(collateral, lessThan: debt) & lanes != 0 { return check }
      check &+= 1
    }
    return ReachedAccounts.none
  }

  /// The next check at which an open position is below 1.
  private func next(entry i: Int, from first: Int, place: Int) -> Int {
    guard let inside, positions.entries[i].isOpen else { return ReachedAccounts.none }
    for k in legs.ranges[positions.entries[i].account].all { inside.fill(legs.kinds[k].oracle) }
    for check in first..<inside.checkCount {
      let sums = positions.health(i, legs) {
        inside.values[legs.kinds[$0].oracle][check][path: place]
      }
      if sums.isBelowOne { return check }
    }
    return ReachedAccounts.none
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
    let known = reached.entries.count
    for i in reached.rows.indices where paths.contains(reached.rows[i].path) {
      let found = reached.rows[i]
      let check = shown.checks[found.path]
      if found.next == check {
        liquidate(found, step: step, into: &flows)
        let lanes = found.lanes & UInt32(untouched[found.row, found.path])
        reached.rows[i].next =
          lanes == 0
          ? ReachedAccounts.none
          : next(found, lanes: lanes, from: check + 1, place: places[found.path])
      }
      falls.add(path: found.path, check: reached.rows[i].next)
    }
    for i in 0..<known where paths.contains(reached.entries[i].path) {
      let entry = reached.entries[i]
      let check = shown.checks[entry.path]
      if entry.next == check {
        checkAgain(entry.index, step: step, into: &flows)
        reached.entries[i].next = next(
          entry: entry.index, from: check + 1, place: places[entry.path])
      }
      falls.add(path: entry.path, check: reached.entries[i].next)
    }
    for i in open..<positions.count {
      let path = positions.entries[i].path
      let next = next(entry: i, from: shown.checks[path] + 1, place: places[path])
      reached.entries.append(.init(index: i, path: path, next: next))
      falls.add(path: path, check: next)
    }
  }

  /// Liquidates the accounts of a row that are below 1 at the marks that stand now.
  private mutating func liquidate(
    _ found: ReachedAccounts.Row, step: Int, into flows: inout StepFlows
  ) {
    let lanes = found.lanes & UInt32(untouched[found.row, found.path])
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
