/// One debt of an account.
public struct DebtLeg: Sendable, Hashable {
  /// Symbol of the token.
  public let token: String
  /// Units owed at the valuation date, not negative.
  public let units: Double
  /// Mark of the oracle's value of one initial unit owed, in the numeraire: an index into the run's marks.
  public let oracleMark: Int
  /// Mark of the market's value of one initial unit, in the numeraire.
  public let marketMark: Int

  /// A debt on marks that the run's table has.
  public init(token: String, units: Double, oracleMark: Int, marketMark: Int) {
    self.token = token
    self.units = units
    self.oracleMark = oracleMark
    self.marketMark = marketMark
  }
}

extension DebtLeg {
  /// The same debt in another amount.
  package func replacing(units: Double) -> DebtLeg {
    DebtLeg(token: token, units: units, oracleMark: oracleMark, marketMark: marketMark)
  }
}
