/// A protocol's terms for one collateral token in one account, e-mode and overrides applied.
public struct CollateralTerms: Sendable, Hashable {
  /// Largest debt at opening as a share of the collateral's value, [0, 1).
  public let maxLoanToValue: Double
  /// LT: share of the value that counts for the health factor, [0, 1].
  public let liquidationThreshold: Double
  /// LB: the liquidator's premium on the debt repaid, ≥ 0.
  public let liquidationBonus: Double
  /// Share of the bonus that the protocol keeps, [0, 1].
  public let liquidationProtocolFee: Double

  public init(
    maxLoanToValue: Double, liquidationThreshold: Double, liquidationBonus: Double,
    liquidationProtocolFee: Double
  ) {
    self.maxLoanToValue = maxLoanToValue
    self.liquidationThreshold = liquidationThreshold
    self.liquidationBonus = liquidationBonus
    self.liquidationProtocolFee = liquidationProtocolFee
  }
}

/// One collateral token of an account.
public struct CollateralLeg: Sendable, Hashable {
  /// Symbol of the token.
  public let token: String
  /// Units at the valuation date, not negative.
  public let units: Double
  /// Mark columns of the oracle's and of the market's value of one initial unit.
  public let oracleMark: Int
  /// Mark column of the market's value of one initial unit, in the numeraire.
  public let marketMark: Int
  /// What the protocol counts it for.
  public let terms: CollateralTerms

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

/// One debt of an account.
public struct DebtLeg: Sendable, Hashable {
  /// Symbol of the token.
  public let token: String
  /// Units owed at the valuation date, not negative.
  public let units: Double
  /// Mark columns of the oracle's and of the market's value of one initial unit owed.
  public let oracleMark: Int
  /// Mark column of the market's value of one initial unit, in the numeraire.
  public let marketMark: Int

  public init(token: String, units: Double, oracleMark: Int, marketMark: Int) {
    self.token = token
    self.units = units
    self.oracleMark = oracleMark
    self.marketMark = marketMark
  }
}

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
