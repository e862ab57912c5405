import Lending

/// Accounts under a policy's terms, with what they borrow then.
package struct PolicyDecision: Sendable {
  /// What was decided for one collateral leg.
  package struct Leg: Sendable {
    /// Index of the account.
    package let account: Int
    /// Symbol of the collateral.
    package let collateral: String
    /// The token that most of the debt is in; `USD` without debt.
    package let debt: String
    /// Value at oracle prices, in the numeraire.
    package let value: Double
    /// What the policy grants.
    package let terms: PolicyTerms
  }

  /// In the order of the portfolio; terms and debts are the policy's.
  package let accounts: [Account]
  /// Every collateral leg, in the order of the portfolio.
  package let legs: [Leg]

  /// Terms that no lender can use.
  package struct Refusal: Error, Sendable, CustomStringConvertible {
    /// Name of the policy in the run document.
    package let policy: String
    /// Identifier of the account in the portfolio.
    package let account: String
    /// Symbol of the collateral.
    package let token: String
    /// What was returned and what is allowed.
    package let reason: String

    /// One sentence with policy, token, account and reason.
    package var description: String {
      "the policy '\(policy)' gives \(token) of account '\(account)' \(reason)"
    }
  }

  /// - Parameters:
  ///   - name: The policy's name in the run document, for messages.
  ///   - reaction: How much accounts borrow under the new terms.
  /// - Throws: `Refusal` for a threshold below its loan-to-value, a share outside [0, 1) or a negative
  ///   bonus.
  package init(
    _ policy: any HaircutPolicy, name: String, accounts: [Account], facts: DecisionFacts,
    reaction: BorrowerReaction
  ) throws(Refusal) {
    var decided: [Account] = []
    var legs: [Leg] = []
    let measures = policy.measures
    var pairs: [[String]: PairHistory] = [:]
    for (i, account) in accounts.enumerated() {
      let owed = Self.largestDebt(of: account, facts)
      let debt = owed.map { facts.token($0) } ?? .dollar
      var terms: [PolicyTerms] = []
      for leg in account.collateral {
        let token = facts.token(leg.token)
        let key = [token.symbol, debt.symbol]
        let pair = pairs[key] ?? facts.pair(token, debt).measuring(measures)
        pairs[key] = pair
        let found = policy.terms(
          given: PolicyContext(
            collateral: token, debt: debt, pair: pair, today: leg.terms,
            positionValue: leg.units * facts.marks[leg.marketMark],
            score: facts.score(account.id)))
        if let fault = found.fault {
          throw Refusal(policy: name, account: account.id, token: leg.token, reason: fault)
        }
        terms.append(found)
        legs.append(
          Leg(
            account: i, collateral: leg.token, debt: debt.symbol,
            value: leg.units * facts.marks[leg.oracleMark], terms: found))
      }
      decided.append(Self.account(account, terms: terms, facts: facts, reaction: reaction))
    }
    self.accounts = decided
    self.legs = legs
  }

  /// The token that most is owed in; `nil` without debt. The first of equal ones.
  private static func largestDebt(of account: Account, _ facts: DecisionFacts) -> String? {
    var largest = 0.0
    var token: String?
    for leg in account.debts where leg.units * facts.marks[leg.marketMark] > largest {
      largest = leg.units * facts.marks[leg.marketMark]
      token = leg.token
    }
    return token
  }

  private static func account(
    _ account: Account, terms: [PolicyTerms], facts: DecisionFacts, reaction: BorrowerReaction
  ) -> Account {
    var today = (borrowable: 0.0, threshold: 0.0)
    var decided = (borrowable: 0.0, threshold: 0.0)
    var collateral: [CollateralLeg] = []
    for (leg, found) in zip(account.collateral, terms) {
      let value = leg.units * facts.marks[leg.oracleMark]
      today.borrowable += value * leg.terms.maxLoanToValue
      today.threshold += value * leg.terms.liquidationThreshold
      decided.borrowable += value * found.maxLoanToValue
      decided.threshold += value * found.liquidationThreshold
      collateral.append(
        leg.replacing(
          terms: leg.terms.replacing(
            maxLoanToValue: found.maxLoanToValue,
            liquidationThreshold: found.liquidationThreshold,
            liquidationBonus: found.liquidationBonus)))
    }
    let debt = account.health(at: facts.marks).debt
    let scale = debt > 0 ? reaction.scale(debt: debt, today: today, decided: decided) : 1
    return account.replacing(
      collateral: collateral,
      debts: account.debts.map { $0.replacing(units: $0.units * scale) })
  }
}
