import Diagnostics
import Exits
import Ledger
import Lending

extension ReferenceCheck {
  /// One check on one path, prices in dollars.
  static let cascadeSmall = ReferenceCheck(
    "liquidity/cascade_small",
    [
      .claimed(
        "rounds", "displacement_*", "multiplier_*", "repaid_*", "seized_*", "deficit_*",
        "health_factor_*")
    ]
  ) { reference, figures in
    var market = try reference.cascadeMarket()
    var accounts = try reference.calledPositions(market)
    let cascade = Cascade(
      LiquidatorTerms(
        flashFee: try reference.number("flash_fee", .nonNegative),
        gasCost: try reference.number("gas_cost", .nonNegative)),
      most: try reference.integer("max_rounds", from: 1))
    let outcome = cascade.run(&accounts, in: &market)
    // The table prints the count of rounds as a word: without tolerances.
    figures.add("rounds", word: String(outcome.rounds))
    for (k, token) in market.tokens.enumerated() {
      figures.add("displacement_\(k)", token.displacement)
      figures.add("multiplier_\(k)", token.multiplier)
    }
    figures.add("displacement_second_leg", market.secondDisplacement)
    let oracle = market.oraclePrices
    for (k, account) in accounts.enumerated() {
      let position = account.position
      figures.add("repaid_\(k)", position.debts[0].taken.repaid)
      figures.add("seized_\(k)", position.collateral[0].taken.units)
      figures.add("deficit_\(k)", position.debts[0].taken.burned)
      let factor = account.healthFactor(oracle)
      figures.addOrUndefined(
        "health_factor_\(k)", factor.isFinite ? factor : nil, word: "infinite")
    }
  }
}

extension ReferenceCase {
  fileprivate func cascadeMarket() throws -> CascadeMarket {
    let tokens = try MemberCell.list(try json("tokens"), of: "tokens").map { cell in
      let token = try MemberCell(cell, of: "tokens")
      let oracle: CascadeMarket.Oracle =
        try token.word("oracle") == "market"
        ? .market : .fixed(try token.number("oracle_price"))
      return CascadeMarket.Token(
        marketPrice: try token.number("market_price"), oracle: oracle,
        venue: try MemberCell(try token.cell("curve"), of: "curve").venue(),
        displacement: try token.number("displacement", default: 0))
    }
    let second = try MemberCell(try json("second_leg"), of: "second_leg")
    return CascadeMarket(
      tokens: tokens, secondVenue: second.members.isEmpty ? nil : try second.venue())
  }

  fileprivate func calledPositions(_ market: CascadeMarket) throws -> [CalledPosition] {
    let rules = try AaveV3(ParameterTable([:], declared: AaveV3.parameters))
    return try MemberCell.list(try json("accounts"), of: "accounts").map { cell in
      let account = try MemberCell(cell, of: "accounts")
      let token = Int(try account.number("token"))
      guard market.tokens.indices.contains(token) else {
        throw UnreadableInput(name: "accounts", text: "token \(token)")
      }
      let debtPrice = try account.number("debt_price", default: 1)
      let held = Position.Collateral(
        terms: CollateralTerms(
          maxLoanToValue: 0, liquidationThreshold: try account.number("threshold"),
          liquidationBonus: try account.number("bonus"),
          liquidationProtocolFee: try account.number("protocol_fee", default: 0.1)),
        units: try account.number("units"), oraclePrice: market.tokens[token].oraclePrice,
        marketPrice: market.tokens[token].marketPrice)
      let owed = Position.Debt(
        units: try account.number("debt"), oraclePrice: debtPrice, marketPrice: debtPrice)
      return CalledPosition(
        Position(collateral: [held], debts: [owed]), tokens: [token],
        needsSecondLeg: [account.members["second_leg"] == .truth(true)], rules: rules)
    }
  }
}
