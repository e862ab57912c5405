import VectorMath

/// The accounts that are watched between steps, one by one: their ln HF is a Brownian motion between step ends,
/// and crossings of 1 are drawn from its bridge.
struct BridgedSet {
  private let accounts: [Int: BridgedAccount]

  /// The accounts of a portfolio that have a variance, at time 0.
  init(_ portfolio: BookedAccounts, initialMarks: [Double]) {
    accounts = BridgedAccount.accounts(
      variances: portfolio.bridge, healthFactors: portfolio.healthFactors(at: initialMarks))
  }

  /// Takes the uniforms of a step.
  ///
  /// - Parameter uniforms: Fills a column with the uniform draw of so many.
  func draw(_ uniforms: (Column, Int) -> Void) {
    for account in accounts.values { uniforms(account.uniforms, account.draw) }
  }
}

extension BridgedSet: AccountSet {
  func restart(pathCount: Int, _ seated: borrowing SeatedAccounts) {
    for account in accounts.values { account.start() }
  }

  /// - Precondition: `draw` has taken the step's uniforms.
  func check(step: Int, _ seated: inout SeatedAccounts, into flows: inout StepFlows) {
    for g in seated.table.layouts.indices {
      let layout = seated.table.layouts[g]
      guard layout.isBridged else { continue }
      for slot in layout.slots { check(slot, layout, step: step, &seated, into: &flows) }
    }
  }

  /// A later round is a moment: nothing crosses 1 but what is below it now. The bridge of the next step starts at
  /// the marks that have moved.
  func checkAgain(
    step: Int, on paths: PathMask, _ seated: inout SeatedAccounts, into flows: inout StepFlows
  ) {
    for g in seated.table.layouts.indices {
      let layout = seated.table.layouts[g]
      guard layout.isBridged else { continue }
      for slot in layout.slots {
        checkAgain(slot, layout, step: step, on: paths, &seated, into: &flows)
      }
    }
  }

  private func checkAgain(
    _ slot: Int, _ layout: GroupLayout, step: Int, on paths: PathMask,
    _ seated: inout SeatedAccounts, into flows: inout StepFlows
  ) {
    let account = seated.table.accounts[slot]
    guard account >= 0, let bridged = accounts[account] else { return }
    let row = slot / Vector.laneCount
    let bit: UInt8 = 1 << UInt8(slot % Vector.laneCount)
    let base = seated.table.base(layout, row: row)
    for path in paths {
      let v = path / Vector.laneCount
      let lane = path % Vector.laneCount
      let (collateral, debt) = seated.legs.health(of: account, from: v & ~1)
      let health = v & 1 == 0 ? collateral.a / debt.a : collateral.b / debt.b
      bridged.move(v, lanes: 1 << UInt32(lane), logHealth: logarithm(health))
      guard health[lane] < 1, seated.untouched[row, path] & bit != 0 else { continue }
      seated.liquidate(
        layout, row: row, base: base, lanes: UInt32(bit), path: path, step: step, scale: 1,
        into: &flows)
    }
  }

  private func check(
    _ slot: Int, _ layout: GroupLayout, step: Int, _ seated: inout SeatedAccounts,
    into flows: inout StepFlows
  ) {
    let account = seated.table.accounts[slot]
    guard account >= 0, let bridged = accounts[account] else { return }
    let row = slot / Vector.laneCount
    let bit = slot % Vector.laneCount
    for v in stride(from: 0, to: PathBlock.vectorCount, by: 2) {
      let (collateral, debt) = seated.legs.health(of: account, from: v)
      for (v, health) in [(v, collateral.a / debt.a), (v + 1, collateral.b / debt.b)] {
        let crossed = bridged.crossings(v, logHealth: logarithm(health))
        let alive = seated.untouched.lanes(row: row, bit: bit, vector: v)
        let below = mask(health, lessThan: Vector(repeating: 1))
        var ended = (below | crossed) & alive
        while ended != 0 {
          let lane = ended.trailingZeroBitCount
          ended &= ended &- 1
          // At a crossing between steps HF was 1: collateral prices are scaled to that moment.
          let scale = below & (1 << UInt32(lane)) != 0 ? 1 : (1 - 1e-12) / health[lane]
          seated.liquidate(
            layout, row: row, base: seated.table.base(layout, row: row), lanes: 1 << UInt32(bit),
            path: v * Vector.laneCount + lane, step: step, scale: scale,
            into: &flows)
        }
      }
    }
  }
}
