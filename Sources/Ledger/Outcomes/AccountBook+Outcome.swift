import VectorMath

extension AccountBook {
  /// Rows of eight accounts, in which outcomes are read.
  package var rowCount: Int { seated.table.rowCount }

  /// The account of every lane of a row; −1 for padding.
  package func accounts(inRow row: Int) -> ArraySlice<Int> {
    seated.table.accounts[row * Vector.laneCount..<(row + 1) * Vector.laneCount]
  }

  /// The book that all accounts of a row belong to.
  package func book(ofRow row: Int) -> Int {
    seated.table.layouts[seated.table.groupOfRow[row]].book
  }

  /// Works out a row at the horizon, at the marks that stand now.
  ///
  /// - Parameters:
  ///   - initialEquity: E(0) of every lane, 0 for padding.
  ///   - paths: At most `RowOutcome.pathCount` paths of the block.
  package func outcome(
    ofRow row: Int, initialEquity: Vector, paths: Range<Int>, into result: inout RowOutcome
  ) {
    precondition(paths.count <= RowOutcome.pathCount, "too many paths at a time")
    result.paths = paths
    result.clear()
    let layout = seated.table.layouts[seated.table.groupOfRow[row]]
    let bonus = seated.closingBonus(layout)
    let base = seated.table.base(layout, row: row)
    let flags = seated.table.flags[row]
    var badDebtPaths: UInt64 = 0
    var liquidatedPaths: UInt64 = 0
    func put(_ value: (collateral: Vector, debt: Vector), at i: Int) {
      let net = value.collateral - value.debt
      var equity = maximum(net, .zero)
      let path = paths.lowerBound &+ i
      let gone = flags & ~seated.untouched[row, path]
      let isShort = mask(net, lessThan: .zero) != 0
      if isShort || gone != 0 {
        var short = maximum(-net, .zero)
        if gone != 0, let bonus {
          let values = seated.closed.values(row: row, path: path)
          let closure = WholeAccountClosure(
            collateral: values.collateral, debt: values.debt, bonus: bonus)
          equity = blend(UInt32(gone), closure.cash, otherwise: equity)
          short = blend(UInt32(gone), closure.deficit, otherwise: short)
          result.liquidated[i] = blend(UInt32(gone), closure.repaid, otherwise: .zero)
          liquidatedPaths |= 1 &<< UInt64(i)
        }
        if mask(.zero, lessThan: short) != 0 {
          result.badDebt[i] = short
          badDebtPaths |= 1 &<< UInt64(i)
        }
      }
      result.equityLoss[i] = initialEquity - equity
    }
    for i in stride(from: 0, to: paths.count &- 1, by: 2) {
      let (a, b) = seated.table.values(layout, row: base, path: paths.lowerBound &+ i)
      put(a, at: i)
      put(b, at: i &+ 1)
    }
    if paths.count % 2 == 1 {
      let last = paths.count &- 1
      put(seated.table.value(layout, row: base, path: paths.lowerBound &+ last), at: last)
    }
    result.badDebtPaths = badDebtPaths
    result.liquidatedPaths = liquidatedPaths
    if bonus == nil { patch(row: row, initialEquity: initialEquity, &result) }
  }

  /// Puts liquidated positions in the place of what the accounts would have become.
  private func patch(row: Int, initialEquity: Vector, _ result: inout RowOutcome) {
    for lane in 0..<Vector.laneCount {
      let account = seated.table.accounts[row * Vector.laneCount + lane]
      if account < 0 { continue }
      var next = seated.positions.first(of: account)
      while next >= 0 {
        let entry = seated.positions.entries[next]
        next = entry.next
        guard result.paths.contains(entry.path) else { continue }
        let value = seated.positions.value(entry, seated.legs)
        let i = entry.path - result.paths.lowerBound
        let place = i * Vector.laneCount + lane
        let short = value.burned + max(value.debt - value.collateral, 0)
        result.equityLoss[scalar: place] =
          initialEquity[lane] - (max(value.collateral - value.debt, 0) + value.cash)
        result.badDebt[scalar: place] = short
        result.liquidated[scalar: place] = entry.liquidated
        if short != 0 { result.badDebtPaths |= 1 << UInt64(i) }
        if entry.liquidated != 0 { result.liquidatedPaths |= 1 << UInt64(i) }
      }
    }
  }
}
