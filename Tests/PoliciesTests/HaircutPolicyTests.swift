import Diagnostics
import Foundation
import Testing

@testable import Policies

@Suite struct HaircutPolicyTests {
  @Test func catalogueNamesAreDistinct() {
    let names = PolicyCatalog.all.map { $0.name }
    #expect(Set(names).count == names.count)
    for name in names { #expect(PolicyCatalog.policy(named: name)?.name == name) }
  }

  @Test func protocolGrantsWhatItGrantsToday() throws {
    let terms = try PolicyCase().terms(ProtocolTable.self)
    #expect(terms == PolicyTerms(PolicyCase().today))
  }

  /// Returns −0.001, −0.002 ... −0.100: the log loss of rank ⌈100 × 0.99⌉ = 99 is 0.099, and with a cost of
  /// 2 % the haircut is 1 − e^(−0.099) × 0.98. A larger rank would give 0.100.
  @Test func valueAtRisk() throws {
    let returns = (1...100).map { -Double($0) / 1_000 }
    let terms = try PolicyCase(returns: returns).terms(
      ValueAtRiskHaircut.self, ["level": 0.99, "days": 1, "exitCost": 0.02])
    #expect(abs(terms.haircut - (1 - exp(-0.099) * 0.98)) < 1e-12)
  }

  /// Mean of the worst 2.5 % of 100 losses: (0.100 + 0.099 + 0.5 × 0.098) / 2.5.
  @Test func expectedShortfall() throws {
    let returns = (1...100).map { -Double($0) / 1_000 }
    let terms = try PolicyCase(returns: returns).terms(
      ShortfallHaircut.self, ["level": 0.975, "days": 1])
    let shortfall = (0.100 + 0.099 + 0.5 * 0.098) / 2.5
    #expect(abs(terms.haircut - (1 - exp(-shortfall))) < 1e-12)
  }

  /// Windows overlap: of 0.1, −0.2, 0.3 over two days the log losses are 0.1 and −0.1.
  @Test func lossesOverlap() {
    let losses = PolicyCase(returns: [0.1, -0.2, 0.3]).context.pair.losses(days: 2)
    #expect(losses.count == 2)
    #expect(abs(losses[0] - 0.1) < 1e-12 && abs(losses[1] + 0.1) < 1e-12)
  }

  /// Against a debt that follows the same price nothing but the deviation is left:
  /// Φ⁻¹(0.99) × 0.02 √(10/365).
  @Test func pairOfOnePriceHasItsDeviationAlone() throws {
    let deviation = try PolicyCase.deviation(volatility: 0.02)
    let context = PolicyCase(
      returns: [0.5, -0.5], debtFollows: "eth", deviation: deviation
    ).context
    #expect(context.pair.returns.isEmpty)
    let found = context.pair.valueAtRisk(level: 0.99, days: 10)
    #expect(abs(found - 2.3263478740408408 * 0.02 * (10.0 / 365).squareRoot()) < 1e-8)
  }

  /// 0.25 √(5/10) by CRE22; the threshold is 10 points above.
  @Test func supervisory() throws {
    let terms = try PolicyCase().terms(SupervisoryHaircut.self, ["holdingDays": 5])
    #expect(abs(terms.haircut - 0.25 * 0.5.squareRoot()) < 1e-12)
    #expect(abs(terms.liquidationThreshold - terms.maxLoanToValue - 0.10) < 1e-12)
  }

  /// Constant squared returns have their own variance whatever the decay: 2 × 0.04 × √10.
  @Test func volatilityScaled() throws {
    let returns = (0..<200).map { $0 % 2 == 0 ? 0.04 : -0.04 }
    let terms = try PolicyCase(returns: returns).terms(
      VolatilityScaledHaircut.self, ["multiple": 2, "days": 10])
    #expect(abs(terms.haircut - (1 - exp(-2 * 0.04 * 10.0.squareRoot()))) < 1e-9)
    let capped = try PolicyCase(returns: returns).terms(
      VolatilityScaledHaircut.self, ["multiple": 2, "days": 10, "cap": 0.1])
    #expect(abs(capped.haircut - 0.1) < 1e-12)
  }

  /// A discount of 3 % and a deviation of 0.02 √(10/365): 0.25 + 2 × 0.03 + 2.33 × that.
  @Test func discountAware() throws {
    let deviation = try PolicyCase.deviation(volatility: 0.02)
    let terms = try PolicyCase(deviation: deviation, logDiscount: -log(0.97)).terms(
      DiscountAwareHaircut.self, ["discountMultiple": 2])
    let expected = 0.25 + 0.06 + 2.33 * 0.02 * (10.0 / 365).squareRoot()
    #expect(abs(terms.haircut - expected) < 1e-8)
    #expect(abs(terms.liquidationThreshold - (0.80 - (expected - 0.25))) < 1e-8)
  }

  /// 46.4 days of queue and 8.9 of sweep at 20 % a year, and 0.1 %.
  @Test func durationWeighted() throws {
    let terms = try PolicyCase(exitWait: 46.4).terms(DurationWeightedHaircut.self)
    #expect(abs(terms.haircut - (0.25 + 0.2 * 55.3 / 365 + 0.001)) < 1e-12)
    let native = try PolicyCase(isStaked: false, exitWait: 46.4).terms(
      DurationWeightedHaircut.self)
    #expect(native == PolicyTerms(PolicyCase().today))
  }

  /// MODEL c8: a sale as large as the reserve costs 50 %; the bonus of 5 % pays for its part.
  @Test func liquidityAware() throws {
    let terms = try PolicyCase(depth: 1e6, positionValue: 1e6).terms(LiquidityAwareHaircut.self)
    #expect(abs(terms.haircut - (0.25 + 0.45)) < 1e-12)
  }

  @Test func reputation() throws {
    let terms = try PolicyCase(score: 0.5).terms(ReputationHaircut.self)
    #expect(abs(terms.maxLoanToValue - 0.76) < 1e-12)
    #expect(abs(terms.liquidationThreshold - 0.81) < 1e-12)
  }

  /// MODEL c5: a bonus of 1 % has its frontier at 99.01 %, one of 7.5 % at 93.0 %; a position of half the
  /// reserve halves it.
  @Test(arguments: [(0.01, 0.9901), (0.075, 0.9302)])
  func toxicity(_ bonus: Double, _ frontier: Double) {
    let bound = ToxicityBound.bound(bonus: bonus, positionValue: 0, depth: nil)
    #expect(abs(bound - frontier) < 5e-5)
    let deep = ToxicityBound.bound(bonus: bonus, positionValue: 5, depth: 10)
    #expect(abs(deep - bound / 2) < 1e-12)
  }

  /// MODEL c10, Morpho: LLTV 77 / 86 / 91.5 / 94.5 / 96.5 / 98 give 7.41 / 4.38 / 2.62 / 1.68 / 1.06 / 0.60 %.
  @Test(arguments: [
    (0.77, 0.0741), (0.86, 0.0438), (0.915, 0.0262), (0.945, 0.0168), (0.965, 0.0106),
    (0.98, 0.0060),
  ])
  func incentive(_ threshold: Double, _ bonus: Double) {
    #expect(abs(IncentiveFromThreshold.bonus(threshold: threshold) - bonus) < 5.1e-5)
  }

  /// A haircut keeps its threshold below 1 / (1 + LB), where a liquidation starts to hurt.
  @Test func thresholdStaysBelowTheToxicFrontier() {
    let terms = PolicyTerms(haircut: 0.01, buffer: 0.1, bonus: 0.05)
    #expect(terms.liquidationThreshold < 1 / 1.05)
    #expect(terms.maxLoanToValue <= terms.liquidationThreshold)
    #expect(terms.fault == nil)
  }
}
