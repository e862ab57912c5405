import VectorMath

extension AccountBook {
  /// First liquidations at each step since the evaluator was made: `[step × accounts]`; where they are not
  /// followed by step, those of the whole horizon: `[accounts]`.
  package var accountLiquidations: [Int] {
    var counts = seated.counts.byAccount(slots: seated.table.slots)
    ladders.addLiquidations(to: &counts)
    return counts
  }

  /// First liquidations of the portfolio and the books at each step since the evaluator was made:
  /// `[step × (books + 1)]`.
  package var bookLiquidations: [Int] { seated.counts.bySubject }

  /// Bit i set: path 8v + i has not seen the account liquidated.
  ///
  /// - Precondition: The account is not only counted.
  package func untouchedLanes(of account: Int, _ v: Int) -> UInt32 {
    let slot = seated.table.slots[account]
    let untouched = seated.untouched.lanes(
      row: slot / Vector.laneCount, bit: slot % Vector.laneCount, vector: v)
    return untouched | seated.positions.lanesWithoutLiquidation(of: account, v)
  }

  /// Whether a book has accounts that are only counted.
  package func hasCountedAccounts(book: Int) -> Bool { ladders.holds(book: book) }

  /// Values the accounts that are only counted at the marks that stand now, for `addCountedAccounts`.
  package func workOutCountedAccounts(count: Int) { ladders.workOutLiving(count: count) }

  /// Adds the outcomes of a book's accounts that have none of their own to columns by path.
  ///
  /// - Precondition: `workOutCountedAccounts` has been called with the same marks.
  package func addCountedAccounts(
    ofBook book: Int, count: Int, equityLoss: Column, badDebt: Column, liquidated: Column
  ) {
    ladders.addOutcomes(
      ofBook: book, count: count, equityLoss: equityLoss, badDebt: badDebt,
      liquidated: liquidated)
  }
}
