import VectorMath

extension SeatedAccounts {
  /// Works out the accounts of a group on one path that may be below 1.
  ///
  /// - Parameters:
  ///   - low: min p of the group's collateral.
  ///   - high: max q of its debts.
  /// - Returns: 1 / HF(0) of its weakest untouched account; −infinity if none is left.
  mutating func visit(
    _ layout: GroupLayout, path: Int, step: Int, low: Double, high: Double,
    into flows: inout StepFlows
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
            liquidate(
              layout, row: row, base: base, lanes: ended, path: path, step: step, scale: 1,
              into: &flows)
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
}
