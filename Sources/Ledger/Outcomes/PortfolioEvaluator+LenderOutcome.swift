import VectorMath

extension PortfolioEvaluator {
  /// Works out bad debt and liquidations of a row at the horizon, at the marks that stand now.
  ///
  /// With market marks relative to time 0 an account that was not liquidated owes no more than it has
  /// where min p > max q × debt / collateral at time 0; only the other paths are looked at.
  ///
  /// - Parameter count: Paths of the block that count.
  /// - Precondition: Extremes are shared, and `atHorizon` has been called on them at these marks.
  package func lenderOutcome(ofRow row: Int, count: Int, into result: inout LenderOutcome) {
    precondition(count >= 0 && count <= PathBlock.pathCount, "more paths than a block has")
    let layout = table.layouts[table.groupOfRow[row]]
    let base = table.base(layout, row: row)
    let bonus = rules.closingBonus[layout.adapter]
    precondition(!shared.isEmpty, "extremes are shared")
    let extremes = shared[table.groupOfRow[row]]
    let share = Vector(repeating: table.debtShares[row])
    result.count = 0
    let premium = Vector(repeating: bonus ?? 0)
    var worst = Vector.zero
    var most = Vector.zero
    for v in 0..<(count &+ 7) / Vector.laneCount {
      let short = ~mask(extremes.marketHigh[v] * share, lessThan: extremes.marketLow[v])
      let gone = untouched.paths(row: row, otherThan: table.flags[row], vector: v)
      let first = v &* Vector.laneCount
      let present: UInt32 = 1 &<< UInt32(min(Vector.laneCount, count &- first)) &- 1
      var rest = (short | gone) & present
      while rest != 0 {
        let lane = rest.trailingZeroBitCount
        rest &= rest &- 1
        let (badDebt, repaid) = lenderOutcome(
          layout, row: row, base: base, bonus: bonus, path: first &+ lane,
          mayBeShort: short &>> UInt32(lane) & 1 != 0)
        result.append(
          path: first &+ lane, badDebt: badDebt, liquidated: repaid, bonus: repaid * premium)
        worst = maximum(worst, badDebt)
        most = maximum(most, repaid)
      }
    }
    result.hasBadDebt = mask(.zero, lessThan: worst) != 0
    result.hasLiquidations = mask(.zero, lessThan: most) != 0
    if bonus == nil { patch(row: row, &result) }
    result.pad()
  }

  /// Bad debt and repaid debt of the eight accounts on one path.
  @inline(__always)
  private func lenderOutcome(
    _ layout: GroupLayout, row: Int, base: Int, bonus: Double?, path: Int, mayBeShort: Bool
  ) -> (badDebt: Vector, repaid: Vector) {
    var short = Vector.zero
    if mayBeShort {
      let value = table.value(layout, row: base, path: path)
      short = maximum(-(value.collateral - value.debt), .zero)
    }
    let gone = table.flags[row] & ~untouched[row, path]
    guard gone != 0, let bonus else { return (short, .zero) }
    let values = closed.values(row: row, path: path)
    let closure = WholeAccountClosure(
      collateral: values.collateral, debt: values.debt, bonus: bonus)
    return (
      blend(UInt32(gone), closure.deficit, otherwise: short),
      blend(UInt32(gone), closure.repaid, otherwise: .zero)
    )
  }

  /// Puts liquidated positions in the place of what the accounts would have become.
  private func patch(row: Int, _ result: inout LenderOutcome) {
    for lane in 0..<Vector.laneCount {
      let account = table.accounts[row * Vector.laneCount + lane]
      if account < 0 { continue }
      var next = positions.first(of: account)
      while next >= 0 {
        let entry = positions.entries[next]
        next = entry.next
        let value = positions.value(entry, legs)
        let place = result.place(ofPath: entry.path) * Vector.laneCount + lane
        let short = value.burned + max(value.debt - value.collateral, 0)
        result.badDebt[scalar: place] = short
        result.liquidated[scalar: place] = entry.liquidated
        result.bonus[scalar: place] = positions.bonus(entry, legs)
        result.hasBadDebt = result.hasBadDebt || short > 0
        result.hasLiquidations = result.hasLiquidations || entry.liquidated > 0
      }
    }
  }
}
