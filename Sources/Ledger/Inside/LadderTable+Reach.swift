import VectorMath

extension LadderTable {
  /// Finds the paths on which the weakest account of a ladder may fall below 1 inside the step.
  func reach(_ inside: InsideMarks, into reached: inout ReachedAccounts) {
    for (l, layout) in layouts.enumerated() {
      let next = next[l]
      for v in 0..<PathBlock.vectorCount {
        let owed = next[v] * layout.highestDebt[v] * Vector(repeating: GroupTable.margin)
        var lanes = mask(layout.lowestCollateral[v], lessThan: owed)
        // Collateral / debt falls as S^−1 where the debt alone rises with the price.
        if layout.mayFall {
          lanes |= mask(layout.lowestCollateral[v], lessThan: owed * inside.rise()[v])
        }
        while lanes != 0 {
          reached.add(ladder: l, path: v &* Vector.laneCount &+ lanes.trailingZeroBitCount)
          lanes &= lanes &- 1
        }
      }
    }
  }

  /// Has the marks of the ladders found written.
  func fillMarks(of reached: borrowing ReachedAccounts, _ inside: InsideMarks) {
    for (l, layout) in layouts.enumerated() where !reached.ladders[l].isEmpty {
      inside.fill(layout.collateralOracle)
      inside.fill(layout.debtOracle)
    }
  }

  /// Finds the next check inside the step at which such an account is below 1.
  ///
  /// - Parameters:
  ///   - paths: Where they are looked at.
  ///   - passed: By path: the check after which they are; `nil` for all checks.
  ///   - places: By path: where it stands in the columns of the checks.
  func look(
    _ reached: borrowing ReachedAccounts, _ inside: InsideMarks, on paths: PathMask,
    after passed: [Int]?, at places: [Int], into falls: inout InsideFalls
  ) {
    for (l, layout) in layouts.enumerated() {
      var asked = reached.ladders[l]
      asked.formIntersection(paths)
      if asked.isEmpty { continue }
      let collateral = inside.values[layout.collateralOracle]
      let debt = inside.values[layout.debtOracle]
      for path in asked {
        let bound = next[l][path: path]
        let place = places[path]
        for check in (passed.map { $0[path] + 1 } ?? 0)..<inside.checkCount
        where collateral[place, scalar: check] < bound * debt[place, scalar: check] {
          falls.add(path: path, check: check)
          break
        }
      }
    }
  }

  /// Closes those accounts where they are below 1 at the marks that stand now.
  func check(
    _ reached: borrowing ReachedAccounts, on paths: PathMask, step: Int,
    _ seated: inout SeatedAccounts, into flows: inout StepFlows
  ) {
    for l in layouts.indices {
      var asked = reached.ladders[l]
      asked.formIntersection(paths)
      if !asked.isEmpty { checkAgain(l, step: step, on: asked, &seated, into: &flows) }
    }
  }
}
