import VectorMath

/// The accounts that are searched group by group: a bound by group and path says where any may be below 1.
struct GroupSet: ~Copyable {
  /// By group and path: 1 / HF(0) of its weakest untouched account.
  let bounds: PathBlock
  /// min p and max q of the group at hand, where it is visited.
  let extremes = PathBlock(columnCount: 2)
  /// By group: min p and max q inside the step at hand; empty where nobody looks inside.
  let insideExtremes: PathBlock
  /// By group: extremes that several portfolios share; empty if this one works out its own.
  var shared: [GroupExtremes.Columns] = []

  /// A set of all the groups of a table that are not bridged.
  init(_ table: borrowing GroupTable) {
    bounds = PathBlock(columnCount: table.layouts.count)
    let isAsked = table.inside.checkCount > 0
    insideExtremes = PathBlock(columnCount: isAsked ? 2 * table.layouts.count : 0)
  }
}

extension GroupSet: AccountSet {
  mutating func restart(pathCount: Int, _ seated: borrowing SeatedAccounts) {
    for g in seated.table.layouts.indices {
      bounds[g].fill(seated.table.vectors[seated.table.layouts[g].firstVector][0])
    }
  }

  mutating func check(step: Int, _ seated: inout SeatedAccounts, into flows: inout StepFlows) {
    for g in seated.table.layouts.indices {
      let layout = seated.table.layouts[g]
      if layout.isBridged || layout.debtCount == 0 { continue }
      if shared.isEmpty {
        checkOwn(g, layout, step: step, &seated, into: &flows)
      } else {
        checkShared(g, layout, step: step, &seated, into: &flows)
      }
    }
  }

  mutating func checkAgain(
    step: Int, on paths: PathMask, _ seated: inout SeatedAccounts, into flows: inout StepFlows
  ) {
    for g in seated.table.layouts.indices {
      let layout = seated.table.layouts[g]
      if layout.isBridged || layout.debtCount == 0 { continue }
      let bound = bounds[g]
      for path in paths {
        let (low, high) = seated.table.extremes(layout, path: path)
        guard low < bound[path: path] * high else { continue }
        bound[path: path] = seated.visit(
          layout, path: path, step: step, low: low, high: high, into: &flows)
      }
    }
  }

  /// Looks for paths on which accounts of a group may be below 1.
  private func checkOwn(
    _ g: Int, _ layout: GroupLayout, step: Int, _ seated: inout SeatedAccounts,
    into flows: inout StepFlows
  ) {
    let bound = bounds[g]
    let lows = extremes[0]
    let highs = extremes[1]
    for v in stride(from: 0, to: PathBlock.vectorCount, by: 4) {
      let (low, high) = seated.table.extremes(layout, from: v)
      var hits =
        mask(low.first.a, lessThan: bound[v] * high.first.a)
        | mask(low.first.b, lessThan: bound[v &+ 1] * high.first.b) &<< 8
        | mask(low.second.a, lessThan: bound[v &+ 2] * high.second.a) &<< 16
        | mask(low.second.b, lessThan: bound[v &+ 3] * high.second.b) &<< 24
      if hits == 0 { continue }
      low.put(into: lows, from: v)
      high.put(into: highs, from: v)
      while hits != 0 {
        let lane = hits.trailingZeroBitCount
        hits &= hits &- 1
        let path = v &* Vector.laneCount &+ lane
        bound[path: path] = seated.visit(
          layout, path: path, step: step, low: lows[path: path], high: highs[path: path],
          into: &flows)
      }
    }
  }

  /// Looks for paths on which accounts of a group may be below 1, with extremes that are shared.
  private func checkShared(
    _ g: Int, _ layout: GroupLayout, step: Int, _ seated: inout SeatedAccounts,
    into flows: inout StepFlows
  ) {
    let bound = bounds[g]
    let low = shared[g].low
    let high = shared[g].high
    for v in stride(from: 0, to: PathBlock.vectorCount, by: 2) {
      var hits =
        mask(low[v], lessThan: bound[v] * high[v])
        | mask(low[v &+ 1], lessThan: bound[v &+ 1] * high[v &+ 1]) &<< 8
      while hits != 0 {
        let path = v &* Vector.laneCount &+ hits.trailingZeroBitCount
        hits &= hits &- 1
        bound[path: path] = seated.visit(
          layout, path: path, step: step, low: low[path: path], high: high[path: path], into: &flows
        )
      }
    }
  }
}
