import VectorMath

extension SeatedAccounts {
  /// Adds what the liquidations of the moment took from the position in `scratch`.
  @inline(never)
  func addTaken(from account: Int, path: Int, into flows: inout StepFlows) {
    let range = legs.ranges[account]
    for (i, k) in range.collateral.enumerated() {
      let taken = scratch.collateral[i].taken
      flows.take(
        sold: taken.sold, kept: taken.protocolFee, of: legs.kinds[k].market, path: path)
    }
    for (i, k) in range.debts.enumerated() {
      let taken = scratch.debts[i].taken
      flows.settle(
        repaid: taken.repaid, burned: taken.burned, of: legs.kinds[k].market, path: path)
    }
  }

  /// Adds what closing whole accounts of a row takes: all their units.
  ///
  /// - Parameter scale: Of collateral prices, to a moment between steps.
  @inline(never)
  func addClosure(
    _ layout: GroupLayout, base: Int, lanes: UInt32, path: Int, scale: Double,
    into flows: inout StepFlows
  ) {
    let value = table.value(layout, row: base, path: path)
    let closure = WholeAccountClosure(
      collateral: value.collateral * Vector(repeating: scale), debt: value.debt,
      bonus: rules.closingBonus[layout.adapter] ?? 0)
    let share = select(
      .zero, lessThan: value.debt, closure.repaid / value.debt, otherwise: .zero)
    for k in 0..<layout.legCount {
      let units = blend(lanes, table.units(layout, row: base, leg: k), otherwise: .zero)
      let mark = table.kinds[layout.firstLeg + k].market
      if k < layout.collateralCount {
        flows.take(sold: units.laneSum, kept: 0, of: mark, path: path)
      } else {
        let repaid = (units * share).laneSum
        flows.settle(repaid: repaid, burned: units.laneSum - repaid, of: mark, path: path)
      }
    }
  }
}
