import Diagnostics
import Foundation
import Policies
import Testing

/// What every policy of the catalogue keeps to, whatever it decides.
@Suite struct PolicyContractTests {
  /// A year of falls and rises, an LST and its underlying, with and without a debt that follows the same.
  private static let cases: [PolicyCase] = {
    let returns = (0..<400).map { 0.04 * sin(Double($0 * $0)) }
    return [
      PolicyCase(returns: returns),
      PolicyCase(
        returns: returns, logDiscount: 0.02, exitWait: 30, depth: 1e6, positionValue: 5e4, score: 1),
      PolicyCase(returns: returns, debtFollows: "eth", exitWait: 2),
      PolicyCase(returns: returns, isStaked: false),
    ]
  }()

  private func policy(_ name: String) throws -> any HaircutPolicy {
    let type = try #require(PolicyCatalog.policy(named: name))
    return try type.init(ParameterTable([:], declared: type.parameters))
  }

  /// With its defaults a policy gives terms that a lender can use.
  @Test(arguments: PolicyCatalog.all.map { $0.name })
  func defaultsGiveUsableTerms(_ name: String) throws {
    let policy = try policy(name)
    for example in Self.cases { #expect(policy.terms(given: example.context).fault == nil) }
  }

  /// What a policy has worked out once a pair is what it finds by itself, to the bit.
  @Test(arguments: PolicyCatalog.all.map { $0.name })
  func measuresChangeNothing(_ name: String) throws {
    let policy = try policy(name)
    for example in Self.cases {
      let context = example.context
      let measured = PolicyContext(
        collateral: context.collateral, debt: context.debt,
        pair: context.pair.measuring(policy.measures), today: context.today,
        positionValue: context.positionValue, score: context.score)
      #expect(policy.terms(given: measured) == policy.terms(given: context))
    }
  }

  @Test(arguments: PolicyCatalog.all.map { $0.name })
  func isDescribed(_ name: String) throws {
    let type = try #require(PolicyCatalog.policy(named: name))
    #expect(!type.summary.isEmpty && !type.reference.isEmpty)
    #expect(name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
  }
}
