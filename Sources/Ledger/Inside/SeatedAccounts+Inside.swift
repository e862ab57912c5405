import VectorMath

extension SeatedAccounts {
  /// Finds the next check inside the step at which those of the accounts found are below 1.
  ///
  /// - Parameters:
  ///   - paths: Where they are looked at.
  ///   - passed: By path: the check after which they are; `nil` for all checks.
  ///   - places: By path: where it stands in the columns of the checks.
  func look(
    _ reached: borrowing ReachedAccounts, on paths: PathMask, after passed: [Int]?,
    at places: [Int],
    into falls: inout InsideFalls
  ) {
    var group = -1
    for found in reached.rows where paths.contains(found.path) {
      let lanes = found.lanes & UInt32(untouched[found.row, found.path])
      if lanes == 0 { continue }
      let layout = table.layouts[found.group]
      if found.group != group {
        group = found.group
        table.inside.fill(layout)
      }
      let base = table.base(layout, row: found.row)
      let place = places[found.path]
      var check = passed.map { $0[found.path] &+ 1 } ?? 0
      while check < table.inside.checkCount {
        let (collateral, debt) = table.health(layout, row: base, check: check, place: place)
        if mask(collateral, lessThan: debt) & lanes != 0 {
          falls.add(path: found.path, check: check)
          break
        }
        check &+= 1
      }
    }
    for entry in reached.entries where paths.contains(entry.path) {
      look(entry: entry.index, path: entry.path, after: passed, at: places, into: &falls)
    }
    for i in reached.entryCount..<positions.count where paths.contains(positions.entries[i].path) {
      look(entry: i, path: positions.entries[i].path, after: passed, at: places, into: &falls)
    }
  }

  private func look(
    entry i: Int, path: Int, after passed: [Int]?, at places: [Int], into falls: inout InsideFalls
  ) {
    guard let inside, positions.entries[i].isOpen else { return }
    for k in legs.ranges[positions.entries[i].account].all { inside.fill(legs.kinds[k].oracle) }
    let place = places[path]
    for check in (passed.map { $0[path] + 1 } ?? 0)..<inside.checkCount {
      let sums = positions.health(i, legs) {
        inside.values[legs.kinds[$0].oracle][check][path: place]
      }
      if sums.isBelowOne {
        falls.add(path: path, check: check)
        return
      }
    }
  }

  /// Liquidates those of the accounts found that are below 1 at the marks that stand now.
  mutating func check(
    _ reached: borrowing ReachedAccounts, on paths: PathMask, step: Int,
    into flows: inout StepFlows
  ) {
    for found in reached.rows where paths.contains(found.path) {
      let lanes = found.lanes & UInt32(untouched[found.row, found.path])
      if lanes == 0 { continue }
      let layout = table.layouts[found.group]
      let base = table.base(layout, row: found.row)
      let (collateral, debt) = table.health(layout, row: base, path: found.path)
      let ended = mask(collateral, lessThan: debt) & lanes
      if ended == 0 { continue }
      liquidate(
        layout, row: found.row, base: base, lanes: ended, path: found.path, step: step, scale: 1,
        into: &flows)
    }
  }

  /// The same for open positions: those found, and all that the step has opened.
  ///
  /// - Parameter count: Positions that were open before this look.
  mutating func checkOpen(
    _ reached: borrowing ReachedAccounts, on paths: PathMask, first count: Int, step: Int,
    into flows: inout StepFlows
  ) {
    for entry in reached.entries
    where paths.contains(entry.path) && positions.entries[entry.index].isOpen {
      checkAgain(entry.index, step: step, into: &flows)
    }
    for i in reached.entryCount..<count {
      let entry = positions.entries[i]
      if entry.isOpen && paths.contains(entry.path) { checkAgain(i, step: step, into: &flows) }
    }
  }
}
