extension AccountBook {
  /// The marks of every group.
  package var groupMarks: [GroupMarks] {
    seated.table.layouts.map {
      GroupMarks(
        kinds: Array(seated.table.kinds[$0.firstLeg..<$0.firstLeg + $0.legCount]),
        collateralCount: $0.collateralCount)
    }
  }

  /// Takes the extremes of its groups from here, which must outlive it.
  package mutating func share(_ extremes: borrowing GroupExtremes) {
    var columns: [GroupExtremes.Columns] = []
    for group in groupMarks { columns.append(extremes.columns(of: group)) }
    groups.shared = columns
  }
}
