import VectorMath

extension GroupSet {
  /// Finds the accounts of all groups that may fall below 1 inside the step.
  ///
  /// The bound of a group is that of the step's end, at other marks.
  func reach(_ seated: borrowing SeatedAccounts, into reached: inout ReachedAccounts) {
    for g in seated.table.layouts.indices {
      let layout = seated.table.layouts[g]
      if layout.debtCount == 0 { continue }
      if layout.mayFall {
        seated.reachBothWays(g, layout, into: &reached)
      } else {
        reach(g, layout, seated, into: &reached)
      }
    }
  }

  private func reach(
    _ g: Int, _ layout: GroupLayout, _ seated: borrowing SeatedAccounts,
    into reached: inout ReachedAccounts
  ) {
    let bound = bounds[g]
    let lows = extremes[0]
    let highs = extremes[1]
    for v in stride(from: 0, to: PathBlock.vectorCount, by: 4) {
      let (low, high) = seated.table.insideExtremes(layout, from: v)
      var hits =
        mask(low.first.a, lessThan: bound[v] * high.first.a)
        | mask(low.first.b, lessThan: bound[v &+ 1] * high.first.b) &<< 8
        | mask(low.second.a, lessThan: bound[v &+ 2] * high.second.a) &<< 16
        | mask(low.second.b, lessThan: bound[v &+ 3] * high.second.b) &<< 24
      if hits == 0 { continue }
      low.put(into: lows, from: v)
      high.put(into: highs, from: v)
      while hits != 0 {
        let path = v &* Vector.laneCount &+ hits.trailingZeroBitCount
        hits &= hits &- 1
        seated.reach(
          g, layout, path: path, low: lows[path: path], high: highs[path: path], into: &reached)
      }
    }
  }
}

extension SeatedAccounts {
  /// Finds the accounts of a group that may fall below 1 inside the step on one path.
  ///
  /// - Parameters:
  ///   - low: Least p of the group's collateral.
  ///   - high: Largest q of its debts.
  func reach(
    _ g: Int, _ layout: GroupLayout, path: Int, low: Double, high: Double,
    into reached: inout ReachedAccounts
  ) {
    var base = layout.firstVector
    for row in layout.firstRow..<layout.firstRow &+ layout.rowCount {
      let flags = UInt32(untouched[row, path])
      if flags != 0 {
        // Rows go from weak to strong.
        if table.vectors[scalar: base &* Vector.laneCount] * high <= low { return }
        let (collateral, debt) = table.insideHealth(layout, row: base, path: path)
        let lanes =
          mask(collateral, lessThan: debt * Vector(repeating: GroupTable.margin)) & flags
        if lanes != 0 { reached.add(.init(group: g, row: row, path: path, lanes: lanes)) }
      }
      base &+= layout.stride
    }
  }

  /// The same for accounts whose health may also fall where the price rises: their health, one ratio of two lines in
  /// the price, is least where that is lowest or highest.
  func reachBothWays(_ g: Int, _ layout: GroupLayout, into reached: inout ReachedAccounts) {
    guard let inside else { return }
    let rise = inside.rise()
    let margin = Vector(repeating: GroupTable.margin)
    var base = layout.firstVector
    for row in layout.firstRow..<layout.firstRow &+ layout.rowCount {
      for path in 0..<PathBlock.pathCount {
        let flags = UInt32(untouched[row, path])
        if flags == 0 { continue }
        let low = table.insideHealth(layout, row: base, path: path)
        let high = table.insideHealth(layout, row: base, path: path, rise: rise[path: path])
        let below =
          mask(low.collateral, lessThan: low.debt * margin)
          | mask(high.collateral, lessThan: high.debt * margin)
        if below & flags != 0 {
          reached.add(.init(group: g, row: row, path: path, lanes: below & flags))
        }
      }
      base &+= layout.stride
    }
  }

  /// Finds the open positions that may fall below 1 inside the step.
  func reachOpen(into reached: inout ReachedAccounts) {
    guard let inside else { return }
    for (i, entry) in positions.entries.enumerated() where entry.isOpen {
      let debts = legs.ranges[entry.account].debts
      func isBelow(rise: Double) -> Bool {
        let sums = positions.health(i, legs) {
          let mark = legs.kinds[$0].oracle
          let price = (debts.contains($0) ? inside.highest : inside.lowest)[mark][path: entry.path]
          let power = inside.powers[mark]
          return power == 0 ? price : power > 0 ? price * rise : price / rise
        }
        return sums.thresholdValue < sums.debt * GroupTable.margin
      }
      if isBelow(rise: 1)
        || mayFall[entry.account] && isBelow(rise: inside.rise()[path: entry.path])
      {
        reached.add(entry: i, path: entry.path)
      }
    }
  }
}
