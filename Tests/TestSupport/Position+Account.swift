import Lending

/// An account at time 0 taken through its marks one path at a time: the naive way.
extension Position {
  /// What an account holds and owes at time 0, at these marks.
  package init(_ account: Account, at mark: (Int) -> Double) {
    self.init(
      collateral: account.collateral.map { leg in
        Collateral(
          terms: leg.terms, units: leg.units, oraclePrice: mark(leg.oracleMark),
          marketPrice: mark(leg.marketMark))
      },
      debts: account.debts.map { leg in
        Debt(
          units: leg.units, oraclePrice: mark(leg.oracleMark), marketPrice: mark(leg.marketMark))
      })
  }

  /// Whether anything is held and owed.
  package var isOpen: Bool {
    collateral.contains { $0.units > 0 } && debts.contains { $0.units > 0 }
  }

  /// Puts other marks on the legs and forgets what was taken so far.
  package mutating func reprice(_ account: Account, at mark: (Int) -> Double) {
    for (i, leg) in account.collateral.enumerated() {
      collateral[i].oraclePrice = mark(leg.oracleMark)
      collateral[i].marketPrice = mark(leg.marketMark)
      collateral[i].taken = Seizure.Collateral()
    }
    for (i, leg) in account.debts.enumerated() {
      debts[i].oraclePrice = mark(leg.oracleMark)
      debts[i].marketPrice = mark(leg.marketMark)
      debts[i].taken = Seizure.Debt()
    }
  }
}
