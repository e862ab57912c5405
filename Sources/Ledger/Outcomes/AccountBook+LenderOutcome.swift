import VectorMath

extension AccountBook {
  /// Works out bad debt and liquidations of a row at the horizon, at the marks that stand now.
  ///
  /// With market marks relative to time 0 an account that was not liquidated owes no more than it has
  /// where min p > max q × debt / collateral at time 0; only the other paths are looked at.
  ///
  /// - Parameter count: Paths of the block that count.
  /// - Precondition: Extremes are shared, and `atHorizon` has been called on them at these marks.
  package func lenderOutcome(ofRow row: Int, count: Int, into result: inout LenderOutcome) {
    precondition(count >= 0 && count <= PathBlock.pathCount, "more paths than a block has")
    let layout = seated.table.layouts[seated.table.groupOfRow[row]]
    let base = seated.table.base(layout, row: row)
    let bonus = seated.closingBonus(layout)
    precondition(!groups.shared.isEmpty, "extremes are shared")
    let extremes = groups.shared[seated.table.groupOfRow[row]]
    let share = Vector(repeating: seated.table.debtShares[row])
    result.count = 0
    let premium = Vector(repeating: bonus ?? 0)
    var worst = Vector.zero
    var most = Vector.zero
    for v in 0..<(count &+ 7) / Vector.laneCount {
      let short = ~mask(extremes.marketHigh[v] * share, lessThan: extremes.marketLow[v])
      let gone = seated.untouched.paths(row: row, otherThan: seated.table.flags[row], vector: v)
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
      let value = seated.table.value(layout, row: base, path: path)
      short = maximum(-(value.collateral - value.debt), .zero)
    }
    let gone = seated.table.flags[row] & ~seated.untouched[row, path]
    guard gone != 0, let bonus else { return (short, .zero) }
    let values = seated.closed.values(row: row, path: path)
    let closure = WholeAccountClosure(
      collateral: values.collateral, debt: values.debt, bonus: bonus)
    return (
      blend(UInt32(gone), closure.deficit, otherwise: short),
      blend(UInt32(gone), closure.repaid, otherwise: .zero)
    )
  }

  /// Puts liquidated positions in the place of what the accounts would have become.
  private func patch(row: Int, _ result: inout LenderOutcome) {
    let wholeBonus = seated.rules.closingBonus[
      seated.table.layouts[seated.table.groupOfRow[row]].adapter]
    for lane in 0..<Vector.laneCount {
      let account = seated.table.accounts[row * Vector.laneCount + lane]
      if account < 0 { continue }
      var next = seated.positions.first(of: account)
      while next >= 0 {
        let entry = seated.positions.entries[next]
        next = entry.next
        let value = seated.positions.value(entry, seated.legs)
        let place = result.place(ofPath: entry.path) * Vector.laneCount + lane
        let short = value.burned + max(value.debt - value.collateral, 0)
        result.badDebt[scalar: place] = short
        result.liquidated[scalar: place] = entry.liquidated
        result.bonus[scalar: place] =
          wholeBonus.map { entry.liquidated * $0 } ?? seated.positions.bonus(entry, seated.legs)
        result.hasBadDebt = result.hasBadDebt || short > 0
        result.hasLiquidations = result.hasLiquidations || entry.liquidated > 0
      }
    }
  }
}
