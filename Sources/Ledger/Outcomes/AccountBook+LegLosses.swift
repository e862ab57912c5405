import VectorMath

extension AccountBook {
  /// Legs of a row: kinds of collateral first, then of debts.
  package func legCount(ofRow row: Int) -> Int {
    seated.table.layouts[seated.table.groupOfRow[row]].legCount
  }

  /// Token of one leg of a row, and whether it is a debt.
  package func leg(_ k: Int, ofRow row: Int) -> (token: String, isDebt: Bool) {
    let layout = seated.table.layouts[seated.table.groupOfRow[row]]
    return (seated.table.kinds[layout.firstLeg + k].token, k >= layout.collateralCount)
  }

  /// Adds what one leg of a row's accounts lost, summed over the accounts, to columns by path.
  ///
  ///     collateral leg = value at 0 − value at T − debt that its sales cancelled − cash they left
  ///     debt leg       = value at T + cancelled + burned − value at 0
  ///
  /// A debt's part of the bad debt is its deficits and its share of the shortfall at the horizon pro rata
  /// to what is owed then.
  ///
  /// - Precondition: The evaluator tracks legs, and `outcome` of the row is what it was made into.
  package func addLegLosses(
    ofRow row: Int, leg k: Int, outcome: borrowing RowOutcome, equityLoss: Column,
    badDebt: Column
  ) {
    let layout = seated.table.layouts[seated.table.groupOfRow[row]]
    let base = seated.table.base(layout, row: row)
    let units = seated.table.units(layout, row: base, leg: k)
    let market = seated.table.market[layout.firstLeg + k]
    let isDebt = k >= layout.collateralCount
    let start = units * Vector(repeating: seated.table.initialMarket[scalar: layout.firstLeg + k])
    let bonus = seated.closingBonus(layout)
    for i in 0..<outcome.paths.count {
      let path = outcome.paths.lowerBound &+ i
      var final = units * Vector(repeating: market[path: path])
      var share = Vector.zero
      if isDebt && outcome.badDebtPaths != 0 {
        let debt = seated.table.value(layout, row: base, path: path).debt
        share = select(.zero, lessThan: debt, final / debt, otherwise: .zero)
      }
      let gone = UInt32(seated.table.flags[row] & ~seated.untouched[row, path])
      if gone != 0, let bonus {
        let values = seated.closed.values(row: row, path: path)
        let value = seated.closed.value(row: row, path: path, leg: k)
        let whole = isDebt ? values.debt : values.collateral
        let part = select(.zero, lessThan: whole, value / whole, otherwise: .zero)
        let closure = WholeAccountClosure(
          collateral: values.collateral, debt: values.debt, bonus: bonus)
        let settled = isDebt ? closure.repaid + closure.deficit : closure.repaid + closure.cash
        final = blend(gone, settled * part, otherwise: final)
        share = blend(gone, part, otherwise: share)
      }
      equityLoss[path: path] += isDebt ? (final - start).laneSum : (start - final).laneSum
      if isDebt && outcome.badDebtPaths != 0 {
        badDebt[path: path] += (outcome.badDebt[i] * share).laneSum
      }
    }
    if bonus == nil {
      patchLegLosses(row: row, leg: k, outcome: outcome, equityLoss: equityLoss, badDebt: badDebt)
    }
  }

  /// Replaces what `addLegLosses` has taken untouched accounts for on the paths where they were liquidated.
  private func patchLegLosses(
    row: Int, leg k: Int, outcome: borrowing RowOutcome, equityLoss: Column, badDebt: Column
  ) {
    let layout = seated.table.layouts[seated.table.groupOfRow[row]]
    let base = seated.table.base(layout, row: row)
    let market = seated.table.market[layout.firstLeg + k]
    let kind = seated.table.kinds[layout.firstLeg + k]
    let isDebt = k >= layout.collateralCount
    for lane in 0..<Vector.laneCount {
      let account = seated.table.accounts[row * Vector.laneCount + lane]
      if account < 0 { continue }
      let units = seated.table.units(layout, row: base, leg: k)[lane]
      var next = seated.positions.first(of: account)
      while next >= 0 {
        let entry = seated.positions.entries[next]
        next = entry.next
        guard outcome.paths.contains(entry.path) else { continue }
        let path = entry.path
        let price = market[path: path]
        let flow = seated.positions.flow(entry, seated.legs, kind: kind, isDebt: isDebt)
        let final = flow.units * price + flow.cancelled + flow.settled
        equityLoss[path: path] += (isDebt ? 1 : -1) * (final - units * price)
        if isDebt && outcome.badDebtPaths != 0 {
          let debt = seated.table.value(layout, row: base, path: path).debt[lane]
          let taken =
            debt > 0
            ? outcome.badDebt[path - outcome.paths.lowerBound][lane] * (units * price / debt) : 0
          let value = seated.positions.value(entry, seated.legs)
          let short = max(value.debt - value.collateral, 0)
          let part = flow.settled + (short > 0 ? short * (flow.units * price / value.debt) : 0)
          badDebt[path: path] += part - taken
        }
      }
    }
  }
}
