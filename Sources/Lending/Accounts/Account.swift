/// One borrower at one protocol: a collateral basket and its debts; the unit that is liquidated.
public struct Account: Sendable, Hashable {
  /// The account's name in the portfolio.
  public let id: String
  /// Index of the account's book.
  public let book: Int
  /// Index of the protocol whose rules apply.
  public let protocolIndex: Int
  /// The basket, in the order of the portfolio.
  public let collateral: [CollateralLeg]
  /// What is owed, in the order of the portfolio.
  public let debts: [DebtLeg]

  /// An account as the portfolio states it.
  public init(
    id: String, book: Int, protocolIndex: Int, collateral: [CollateralLeg], debts: [DebtLeg]
  ) {
    self.id = id
    self.book = book
    self.protocolIndex = protocolIndex
    self.collateral = collateral
    self.debts = debts
  }
}

extension Account {
  /// The same account with what is named replaced.
  package func replacing(
    id: String? = nil, book: Int? = nil, collateral: [CollateralLeg]? = nil,
    debts: [DebtLeg]? = nil
  ) -> Account {
    Account(
      id: id ?? self.id, book: book ?? self.book, protocolIndex: protocolIndex,
      collateral: collateral ?? self.collateral, debts: debts ?? self.debts)
  }

  /// The sums of the health factor at these marks, by mark of the run.
  package func health(at marks: [Double]) -> HealthSums {
    var sums = HealthSums()
    for leg in collateral {
      sums.addCollateral(
        leg.units * marks[leg.oracleMark], threshold: leg.terms.liquidationThreshold)
    }
    for leg in debts { sums.addDebt(leg.units * marks[leg.oracleMark]) }
    return sums
  }
}
