/// One collateral token of an account.
public struct CollateralLeg: Sendable, Hashable {
  /// Symbol of the token.
  public let token: String
  /// Units at the valuation date, not negative.
  public let units: Double
  /// Mark of the oracle's value of one initial unit, in the numeraire: an index into the run's marks.
  public let oracleMark: Int
  /// Mark of the market's value of one initial unit, in the numeraire.
  public let marketMark: Int
  /// What the protocol counts it for.
  public let terms: CollateralTerms

  /// A leg on marks that the run's table has.
  public init(
    token: String, units: Double, oracleMark: Int, marketMark: Int, terms: CollateralTerms
  ) {
    self.token = token
    self.units = units
    self.oracleMark = oracleMark
    self.marketMark = marketMark
    self.terms = terms
  }
}

extension CollateralLeg {
  /// The same leg with what is named replaced.
  package func replacing(units: Double? = nil, terms: CollateralTerms? = nil) -> CollateralLeg {
    CollateralLeg(
      token: token, units: units ?? self.units, oracleMark: oracleMark, marketMark: marketMark,
      terms: terms ?? self.terms)
  }

  /// What the leg counts for the health factor at these marks: units × oracle's value × LT.
  package func thresholdValue(at marks: [Double]) -> Double {
    units * marks[oracleMark] * terms.liquidationThreshold
  }
}
