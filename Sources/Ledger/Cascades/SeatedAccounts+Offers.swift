internal import Exits
import Lending
import VectorMath

extension SeatedAccounts {
  /// Puts an offered account with what is left of it into `scratch`, at the marks that stand now.
  private mutating func load(_ offered: OfferedAccount) {
    scratch.reset(offered.account, of: legs, path: offered.path, dollars: dollars)
    if let entry = offered.entry { positions.load(entry, into: &scratch) }
  }

  /// The largest calls on an account, in the order of choice; tokens are numbers of market marks.
  mutating func offers(of offered: OfferedAccount) -> [CascadeOffer] {
    guard let calls = rules.calls(of: offered.account) else { return [] }
    load(offered)
    let first = legs.ranges[offered.account].collateral.lowerBound
    return calls.offers(
      on: scratch, token: { legs.kinds[first + $0].market }, needsSecondLeg: { _ in false })
  }

  /// Carries out a share of an offer, and counts the account if it is its first liquidation.
  ///
  /// - Returns: Market value of the debt that was repaid, in the numeraire.
  mutating func settle(
    _ offer: CascadeOffer, of offered: OfferedAccount, share: Double, step: Int,
    into flows: inout StepFlows
  ) -> Double {
    let account = offered.account
    guard let calls = rules.calls(of: account) else { return 0 }
    load(offered)
    let repaid = calls.settle(offer, share: share, on: &scratch)
    if let entry = offered.entry {
      positions.update(entry, scratch, liquidated: repaid)
      if !positions.entries[entry].isLiquidated { countFirst(entry, step: step) }
    } else {
      positions.append(account: account, path: offered.path, scratch, liquidated: repaid)
      let slot = table.slots[account]
      untouched[slot / Vector.laneCount, offered.path] &=
        ~UInt8(truncatingIfNeeded: 1 << (slot % Vector.laneCount))
      count(account, path: offered.path, step: step)
    }
    addTaken(from: account, path: offered.path, into: &flows)
    return repaid
  }
}
