import VectorMath

/// The accounts whose borrowers act by themselves, and when they do.
///
/// They sit in groups of their own. Once a borrower has acted, its account is followed path by path like one that a
/// liquidation has left with something, under whatever rules.
struct ActingAccounts {
  /// Ascending by account.
  private let members: [(account: Int, behaviour: any AccountBehaviour)]

  init(_ portfolio: BookedAccounts) {
    members = portfolio.behaviours.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Whether no borrower acts.
  var isEmpty: Bool { members.isEmpty }

  /// Lets every borrower act whose account is below its trigger at the marks that stand now.
  func act(step: Int, _ seated: inout SeatedAccounts) {
    for (account, behaviour) in members {
      seated.respondOpen(account, behaviour, step: step)
      let slot = seated.table.slots[account]
      let trigger = Vector(repeating: behaviour.trigger)
      for v in stride(from: 0, to: PathBlock.vectorCount, by: 2) {
        let (collateral, debt) = seated.legs.health(of: account, from: v)
        for (v, collateral, debt) in [(v, collateral.a, debt.a), (v + 1, collateral.b, debt.b)] {
          let below = mask(collateral, lessThan: trigger * debt)
          forEachSetBit(of: UInt64(below & seated.seatedLanes(slot: slot, v))) { lane in
            seated.open(
              account, behaviour, path: v * Vector.laneCount + lane, step: step)
          }
        }
      }
    }
  }
}

extension SeatedAccounts {
  /// Bit i set: the account of a slot is as it was at time 0 on path 8v + i.
  fileprivate func seatedLanes(slot: Int, _ v: Int) -> UInt32 {
    untouched.lanes(row: slot / Vector.laneCount, bit: slot % Vector.laneCount, vector: v)
  }

  /// Lets a borrower act for the first time on a path.
  fileprivate mutating func open(
    _ account: Int, _ behaviour: any AccountBehaviour, path: Int, step: Int
  ) {
    scratch.reset(account, of: legs, path: path, dollars: dollars)
    behaviour.respond(to: &scratch, step: step)
    guard scratch.hasOtherUnits(account, of: legs) else { return }
    positions.append(
      account: account, path: path, scratch, liquidated: 0, isLiquidated: false)
    let slot = table.slots[account]
    untouched[slot / Vector.laneCount, path] &= ~(1 << UInt8(slot % Vector.laneCount))
  }

  /// Lets a borrower act on the paths on which something has happened to its account before.
  fileprivate mutating func respondOpen(
    _ account: Int, _ behaviour: any AccountBehaviour, step: Int
  ) {
    var next = positions.first(of: account)
    while next >= 0 {
      let entry = positions.entries[next]
      if entry.isOpen && positions.health(next, legs).healthFactor < behaviour.trigger {
        scratch.reset(account, of: legs, path: entry.path, dollars: dollars)
        positions.load(next, into: &scratch)
        behaviour.respond(to: &scratch, step: step)
        positions.update(next, scratch, liquidated: 0)
      }
      next = entry.next
    }
  }
}
