import VectorMath

extension PortfolioEvaluator {
  /// Looks for paths on which accounts of a group may be below 1.
  mutating func checkGroup(_ g: Int, _ layout: GroupLayout, step: Int) {
    let bound = bounds[g]
    let lows = extremes[0]
    let highs = extremes[1]
    for v in stride(from: 0, to: PathBlock.vectorCount, by: 4) {
      let (low, high) = table.extremes(layout, from: v)
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
        bound[path: path] = visit(
          layout, path: path, step: step, low: lows[path: path], high: highs[path: path])
      }
    }
  }

  /// Works out the accounts of a group on one path that may be below 1.
  ///
  /// - Parameters:
  ///   - low: min p of the group's collateral.
  ///   - high: max q of its debts.
  /// - Returns: 1 / HF(0) of its weakest untouched account; −infinity if none is left.
  mutating func visit(
    _ layout: GroupLayout, path: Int, step: Int, low: Double, high: Double
  ) -> Double {
    var weakest = -Double.infinity
    var base = layout.firstVector
    for row in layout.firstRow..<layout.firstRow &+ layout.rowCount {
      var flags = untouched[row, path]
      if flags != 0 {
        // Rows go from weak to strong, and so do the accounts of a row.
        let mayEnd = table.vectors[scalar: base &* Vector.laneCount] * high > low
        if mayEnd {
          let (collateral, debt) = table.health(layout, row: base, path: path)
          let ended = mask(collateral, lessThan: debt) & UInt32(flags)
          if ended != 0 {
            liquidate(layout, row: row, base: base, lanes: ended, path: path, step: step, scale: 1)
            flags = untouched[row, path]
          }
        }
        if flags != 0 && weakest == -.infinity {
          weakest =
            table.vectors[
              scalar: base &* Vector.laneCount &+ flags.trailingZeroBitCount]
        }
        if !mayEnd { break }
      }
      base &+= layout.stride
    }
    return weakest
  }

  /// Looks for paths on which accounts of a group may be below 1, with extremes that are shared.
  mutating func checkShared(_ g: Int, _ layout: GroupLayout, step: Int) {
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
        bound[path: path] = visit(
          layout, path: path, step: step, low: low[path: path], high: high[path: path])
      }
    }
  }
}
