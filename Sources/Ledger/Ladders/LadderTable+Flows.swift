import VectorMath

extension LadderTable {
  /// Adds what the latest check of a ladder has closed: the whole collateral is sold.
  ///
  /// - Parameter count: Paths that lost accounts, as `findHits` has returned it.
  func addFlows(_ l: Int, count: Int, into flows: inout StepFlows) {
    let layout = layouts[l]
    for i in 0..<count {
      let (path, range, floor) = closure(layout, i)
      let v = layout.marketCollateral[path: path]
      let n = layout.marketDebt[path: path]
      var sold = 0.0
      var repaid = 0.0
      var burned = 0.0
      for c in 0..<layout.chunkCount {
        let solvent = difference(layout, c, floor..<range.upperBound)
        let short = difference(layout, c, range.lowerBound..<floor)
        let paid = short.lowHalf.sum() * v / layout.premium / n
        sold += solvent.lowHalf.sum() + short.lowHalf.sum()
        repaid += solvent.highHalf.sum() + paid
        burned += short.highHalf.sum() - paid
      }
      flows.take(sold: sold, kept: 0, of: layout.collateralMark, path: path)
      flows.settle(repaid: repaid, burned: burned, of: layout.debtMark, path: path)
    }
  }
}
