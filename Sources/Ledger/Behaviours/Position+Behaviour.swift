import Lending

extension Position {
  /// Adds units of collateral, bought by the borrower at the market price: cash that it does not have any more.
  package mutating func topUp(_ units: Double, collateral k: Int) {
    collateral[k].units += units
    collateral[k].cash -= units * collateral[k].marketPrice
  }

  /// Pays units of a debt back with cash of the borrower's, which is booked with the first collateral leg.
  ///
  /// - Precondition: The account has collateral, and owes as much.
  package mutating func repay(_ units: Double, debt k: Int) {
    precondition(units <= debts[k].units, "nobody pays back more than is owed")
    debts[k].units -= units
    collateral[0].cash -= units * debts[k].marketPrice
  }
}
