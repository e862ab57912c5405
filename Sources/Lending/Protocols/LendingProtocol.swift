/// One market of a lending protocol: its liquidation rules, its reserves and its e-modes.
package struct LendingProtocol: Sendable {
  /// What a token counts for when it is deposited outside an e-mode.
  package struct Reserve: Sendable, Hashable {
    /// Outside an e-mode and without overrides.
    package let terms: CollateralTerms
    /// What the protocol believes the token to be worth.
    package let oracle: OracleKind

    /// A reserve of one token.
    package init(terms: CollateralTerms, oracle: OracleKind) {
      self.terms = terms
      self.oracle = oracle
    }
  }

  /// A category of correlated tokens with terms of its own.
  package struct EMode: Sendable, Hashable {
    /// The protocol's own name of the category, for people.
    package let label: String
    /// Largest debt at opening as a share of the collateral's value, [0, 1).
    package let maxLoanToValue: Double
    /// LT: share of the value that counts for the health factor, [0, 1].
    package let liquidationThreshold: Double
    /// LB: the liquidator's premium on the debt repaid, ≥ 0.
    package let liquidationBonus: Double
    /// Tokens whose terms the category replaces.
    package let collateralTokens: Set<String>
    /// Tokens that an account in the category may borrow.
    package let borrowableTokens: Set<String>

    /// A category; that LT is not below LTV is the reader's to check.
    package init(
      label: String, maxLoanToValue: Double, liquidationThreshold: Double,
      liquidationBonus: Double, collateralTokens: Set<String>, borrowableTokens: Set<String>
    ) {
      self.label = label
      self.maxLoanToValue = maxLoanToValue
      self.liquidationThreshold = liquidationThreshold
      self.liquidationBonus = liquidationBonus
      self.collateralTokens = collateralTokens
      self.borrowableTokens = borrowableTokens
    }
  }

  /// The market's name in the portfolio.
  package let name: String
  /// Its rules for liquidating an account.
  package let adapter: any ProtocolAdapter
  /// Reserves by token symbol.
  package let reserves: [String: Reserve]
  /// E-modes by the protocol's category number.
  package let eModes: [Int: EMode]

  /// A market; e-modes are `[:]` where the protocol has none.
  package init(
    name: String, adapter: any ProtocolAdapter, reserves: [String: Reserve],
    eModes: [Int: EMode] = [:]
  ) {
    self.name = name
    self.adapter = adapter
    self.reserves = reserves
    self.eModes = eModes
  }
}

extension LendingProtocol {
  /// The terms of a token as collateral of one account.
  ///
  /// In an e-mode whose category holds the token, LTV, LT and LB are the category's; the protocol's
  /// share of the bonus stays the reserve's. A token outside the category keeps its own terms.
  ///
  /// - Parameters:
  ///   - eMode: The account's category; `nil` for none.
  ///   - thresholdOverride: LT of this account in place of the protocol's, [0, 1]. The largest LTV
  ///     is lowered to it where it would lie above.
  /// - Returns: `nil` if the protocol has no such reserve or no such e-mode.
  package func terms(
    for token: String, eMode: Int? = nil, thresholdOverride: Double? = nil
  ) -> CollateralTerms? {
    guard let reserve = reserves[token]?.terms else { return nil }
    var terms = reserve
    if let eMode {
      guard let category = eModes[eMode] else { return nil }
      if category.collateralTokens.contains(token) {
        terms = reserve.replacing(
          maxLoanToValue: category.maxLoanToValue,
          liquidationThreshold: category.liquidationThreshold,
          liquidationBonus: category.liquidationBonus)
      }
    }
    guard let thresholdOverride else { return terms }
    return terms.replacing(
      maxLoanToValue: min(terms.maxLoanToValue, thresholdOverride),
      liquidationThreshold: thresholdOverride)
  }
}
