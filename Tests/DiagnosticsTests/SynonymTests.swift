import Diagnostics
import Testing

@Suite struct SynonymTests {
  private static let measures = [
    "var", "es", "mean", "liquidation_probability", "bad_debt_probability",
  ]
  private static let terms = [
    "maxLoanToValue", "liquidationThreshold", "liquidationBonus", "liquidationProtocolFee",
    "oracle",
  ]
  private static let aave = ["version", "closeFactor", "closeFactorHealthThreshold"]
  private static let columns = [
    "account", "book", "protocol", "side", "token", "amount", "e_mode", "liquidation_threshold",
  ]

  @Test(arguments: [
    ("cvar", "es", measures), ("CVaR", "es", measures), ("tvar", "es", measures),
    ("expected shortfall", "es", measures), ("expectedShortfall", "es", measures),
    ("avar", "es", measures), ("value at risk", "var", measures),
    ("value-at-risk", "var", measures), ("lltv", "liquidationThreshold", terms),
    ("LLTV", "liquidationThreshold", terms), ("lt", "liquidationThreshold", terms),
    ("liquidation ltv", "liquidationThreshold", terms),
    ("liquidationLtv", "liquidationThreshold", terms), ("ltv", "maxLoanToValue", terms),
    ("maxLTV", "maxLoanToValue", terms), ("collateralFactor", "maxLoanToValue", terms),
    ("bonus", "liquidationBonus", terms), ("liquidationPenalty", "liquidationBonus", terms),
    ("liquidationIncentive", "liquidationBonus", terms), ("penalty", "liquidationBonus", terms),
    ("maxCloseFactor", "closeFactor", aave), ("address", "account", columns),
    ("balance", "amount", columns), ("symbol", "token", columns),
    ("lltv", "liquidation_threshold", columns), ("borrow", "debt", ["collateral", "debt"]),
    ("supply", "collateral", ["collateral", "debt"]),
    (
      "gbm", "geometric-brownian-motion",
      ["garch-t", "geometric-brownian-motion"]
    ),
    (
      "cvar", "expected-shortfall",
      ["value-at-risk", "expected-shortfall"]
    ),
  ])
  func areCalled(_ found: String, _ right: String, _ known: [String]) {
    #expect(nameHint(for: found, among: known) == "\(found) is called \(right) here")
  }

  /// The same word in another spelling, and a mistyped one, are no synonyms.
  @Test func spellingsAreAskedFor() {
    #expect(
      nameHint(for: "liquidation_threshold", among: Self.terms)
        == "did you mean 'liquidationThreshold'?")
    #expect(nameHint(for: "Mean", among: Self.measures) == "did you mean 'mean'?")
    #expect(
      nameHint(for: "liquidationBonuss", among: Self.terms) == "did you mean 'liquidationBonus'?")
    #expect(nameHint(for: "hamster", among: Self.terms) == nil)
  }

  /// A column that is missing is found under its other name.
  @Test func worksBothWays() {
    #expect(nearestName(to: "amount", among: ["when", "balance"]) == "balance")
  }
}
