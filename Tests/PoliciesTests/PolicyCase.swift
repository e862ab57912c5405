import Diagnostics
import Lending
import Market
import Policies
import Testing

@testable import Processes

/// Contexts made in code.
struct PolicyCase {
  var today = CollateralTerms(
    maxLoanToValue: 0.75, liquidationThreshold: 0.80, liquidationBonus: 0.05,
    liquidationProtocolFee: 0.1)
  var returns: [Double] = []
  var isStaked = true
  var follows: String? = "eth"
  var debtFollows: String?
  var deviation: TokenFacts.Deviation?
  var logDiscount = 0.0
  var exitWait = 0.0
  var depth: Double?
  var positionValue = 0.0
  var score = 0.0

  var context: PolicyContext {
    let collateral = TokenFacts(
      symbol: "LST", follows: follows, isStaked: isStaked, returns: returns,
      deviation: deviation, logDiscount: logDiscount, exitWait: exitWait, depth: depth)
    let debt = TokenFacts(
      symbol: "debt", follows: debtFollows, isStaked: false,
      returns: debtFollows == nil ? [] : returns, deviation: nil, logDiscount: 0, exitWait: 0,
      depth: nil)
    return PolicyContext(
      collateral: collateral, debt: debt, pair: PairHistory(collateral: collateral, debt: debt),
      today: today, positionValue: positionValue, score: score)
  }

  /// The terms of a policy with some parameters.
  func terms<P: HaircutPolicy>(
    _ type: P.Type, _ parameters: [String: Double] = [:]
  ) throws -> PolicyTerms {
    try P(ParameterTable(parameters, declared: P.parameters)).terms(given: context)
  }

  /// A Brownian log discount: its deviation over T is σ √T as long as it hardly reverts.
  static func deviation(volatility: Double) throws -> TokenFacts.Deviation {
    let process = try LogDiscount(
      ParameterTable(
        ["speed": 1e-6, "volatility": volatility], declared: LogDiscount.parameters),
      step: TimeStep(days: 1))
    return TokenFacts.Deviation(process: process, output: 0, stepDays: 1)
  }
}
