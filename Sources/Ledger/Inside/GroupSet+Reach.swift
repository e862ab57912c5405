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
        reachBothWays(g, layout, seated, into: &reached)
      } else {
        reach(g, layout, seated, into: &reached)
      }
    }
  }

  /// The bound of a group is compared with its marks where the price is lowest, and where it is highest.
  private func reachBothWays(
    _ g: Int, _ layout: GroupLayout, _ seated: borrowing SeatedAccounts,
    into reached: inout ReachedAccounts
  ) {
    guard let rise = seated.inside?.rise() else { return }
    let bound = bounds[g]
    for v in 0..<PathBlock.vectorCount {
      let low = seated.table.insideExtremes(layout, vector: v, rise: Vector(repeating: 1))
      let high = seated.table.insideExtremes(layout, vector: v, rise: rise[v])
      var hits =
        mask(low.least, lessThan: bound[v] * low.most)
        | mask(high.least, lessThan: bound[v] * high.most)
      while hits != 0 {
        let path = v &* Vector.laneCount &+ hits.trailingZeroBitCount
        hits &= hits &- 1
        bound[path: path] = seated.reachBothWays(
          g, layout, path: path, rise: rise[path: path], into: &reached)
      }
    }
  }

  private func reach(
    _ g: Int, _ layout: GroupLayout, _ seated: borrowing SeatedAccounts,
    into reached: inout ReachedAccounts
  ) {
    let bound = bounds[g]
    let lows = insideExtremes[2 &* g]
    let highs = insideExtremes[2 &* g &+ 1]
    for v in stride(from: 0, to: PathBlock.vectorCount, by: 4) {
      let (low, high) = seated.table.insideExtremes(layout, from: v)
      var hits =
        mask(low.first.a, lessThan: bound[v] * high.first.a)
        | mask(low.first.b, lessThan: bound[v &+ 1] * high.first.b) &<< 8
        | mask(low.second.a, lessThan: bound[v &+ 2] * high.second.a) &<< 16
        | mask(low.second.b, lessThan: bound[v &+ 3] * high.second.b) &<< 24
      low.put(into: lows, from: v)
      high.put(into: highs, from: v)
      while hits != 0 {
        let path = v &* Vector.laneCount &+ hits.trailingZeroBitCount
        hits &= hits &- 1
        bound[path: path] = seated.reach(
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
  /// - Returns: 1 / HF(0) of its weakest untouched account; −infinity if none is left.
  func reach(
    _ g: Int, _ layout: GroupLayout, path: Int, low: Double, high: Double,
    into reached: inout ReachedAccounts
  ) -> Double {
    var weakest = -Double.infinity
    var base = layout.firstVector
    for row in layout.firstRow..<layout.firstRow &+ layout.rowCount {
      let flags = UInt32(untouched[row, path])
      if flags != 0 {
        let first = base &* Vector.laneCount
        if weakest == -.infinity {
          weakest = table.vectors[scalar: first &+ flags.trailingZeroBitCount]
        }
        // Rows go from weak to strong.
        if table.vectors[scalar: first] * high <= low { break }
        let (collateral, debt) = table.insideHealth(layout, row: base, path: path)
        let lanes =
          mask(collateral, lessThan: debt * Vector(repeating: GroupTable.margin)) & flags
        if lanes != 0 { reached.add(.init(group: g, row: row, path: path, lanes: lanes)) }
      }
      base &+= layout.stride
    }
    return weakest
  }

  /// The same for accounts whose health may also fall where the price rises: their health, one ratio of two lines in
  /// the price, is least where that is lowest or highest.
  ///
  /// - Parameter rise: S_high / S_low on the path.
  func reachBothWays(
    _ g: Int, _ layout: GroupLayout, path: Int, rise: Double, into reached: inout ReachedAccounts
  ) -> Double {
    let margin = Vector(repeating: GroupTable.margin)
    var weakest = -Double.infinity
    var base = layout.firstVector
    for row in layout.firstRow..<layout.firstRow &+ layout.rowCount {
      let flags = UInt32(untouched[row, path])
      if flags != 0 {
        if weakest == -.infinity {
          weakest =
            table.vectors[scalar: base &* Vector.laneCount &+ flags.trailingZeroBitCount]
        }
        let low = table.insideHealth(layout, row: base, path: path)
        let high = table.insideHealth(layout, row: base, path: path, rise: rise)
        let below =
          mask(low.collateral, lessThan: low.debt * margin)
          | mask(high.collateral, lessThan: high.debt * margin)
        if below & flags != 0 {
          reached.add(.init(group: g, row: row, path: path, lanes: below & flags))
        }
      }
      base &+= layout.stride
    }
    return weakest
  }

  /// Finds the open positions that may fall below 1 inside the step.
  ///
  /// - Parameter extremes: By group: least p of its collateral inside the step, and largest q of its debts.
  func reachOpen(_ extremes: borrowing PathBlock, into reached: inout ReachedAccounts) {
    for (i, entry) in positions.entries.enumerated() where entry.isOpen {
      if !mayFall[entry.account] {
        let g = table.group(of: entry.account)
        let high = extremes[2 &* g &+ 1][path: entry.path] * GroupTable.margin
        if entry.bound * high <= extremes[2 &* g][path: entry.path] { continue }
      }
      let sums = positions.health(i, legs) { legs.worst[$0][path: entry.path] }
      if sums.thresholdValue < sums.debt * GroupTable.margin
        || mayFall[entry.account] && isBelowAtHigh(i, entry)
      {
        reached.add(entry: i, path: entry.path)
      }
    }
  }

  /// Whether an open position may be below 1 where the price is highest.
  private func isBelowAtHigh(_ i: Int, _ entry: LiquidatedPositions.Entry) -> Bool {
    guard let inside else { return false }
    let rise = inside.rise()[path: entry.path]
    let sums = positions.health(i, legs) {
      let power = inside.powers[legs.kinds[$0].oracle]
      let price = legs.worst[$0][path: entry.path]
      return power == 0 ? price : power > 0 ? price * rise : price / rise
    }
    return sums.thresholdValue < sums.debt * GroupTable.margin
  }
}
