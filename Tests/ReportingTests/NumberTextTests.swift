import RiskMeasures
import Testing

@testable import Reporting

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.0, 0, "0"), (0, 2, "0.00"), (1234567.891, 1, "1,234,567.9"), (-0.004, 2, "0.00"),
    (-0.006, 2, "−0.01"), (999.9996, 3, "1,000.000"), (0.5, 0, "0"), (1.5, 0, "2"),
    (12, 3, "12.000"), (1e300, 2, "1e+300"),
  ])
  func fixed(_ value: Double, _ decimals: Int, _ text: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == text)
  }

  @Test(arguments: [(99.9, "99.9"), (97.5, "97.5"), (100, "100"), (1200, "1,200"), (0.25, "0.25")])
  func plain(_ value: Double, _ text: String) { #expect(NumberText.plain(value) == text) }

  @Test(arguments: [(1.0, 0), (9.99, 0), (10, 1), (0.1, -1), (0.0123, -2), (-1234, 3)])
  func exponent(_ value: Double, _ exponent: Int) {
    #expect(NumberText.exponent(of: value) == exponent)
  }
}

@Suite struct MoneyTextTests {
  private func figure(_ value: Double, _ error: Double?) -> Figure {
    Figure(value: value, standardError: error, confidence: 0.95, method: "")
  }

  /// The error is in the unit of the value, and the value shows no digit that it drowns.
  @Test(arguments: [
    (4_213_456.0, 21_300.0, "4.213 ± 0.021 M"), (4_213_456, 530_000, "4.21 ± 0.53 M"),
    (421_345_600, 20_000, "421.3 ± 0.02 M"), (12_345, 1_500_000, "0.0 ± 1.5 M"),
    (-1_204, 0, "−1.204 ± 0 k"), (0, 0, "0"), (999, 1.2, "999.0 ± 1.2"),
    (0, 3_690, "0.0 ± 3.7 k"), (0.0123, 0.0004, "0.01230 ± 0.00040"),
  ])
  func withError(_ value: Double, _ error: Double, _ text: String) {
    #expect(MoneyText.withError(figure(value, error)) == text)
  }

  @Test func withoutError() { #expect(MoneyText.withError(figure(4e9, nil)) == "4.000 B") }

  @Test(arguments: [(1_000.0, "1.00 k"), (48e6, "48.0 M"), (0, "0"), (-3.2e9, "−3.20 B")])
  func short(_ value: Double, _ text: String) { #expect(MoneyText.short(value) == text) }

  @Test func intervalEndsThatAreNotBoundedSaySo() {
    var open = figure(4_700, 100)
    open.lower = 4_500
    #expect(MoneyText.interval(open) == "4.50 to no bound k")
  }
}

@Suite struct PercentTextTests {
  private func probability(_ successes: Int, _ trials: Int) -> Figure {
    Figure(ProbabilityEstimate(successes: successes, trials: trials))
  }

  /// Clopper and Pearson with 280 of 10,000: 2.4848 to 3.1430 %.
  @Test func intervalStandsBehindAProbability() {
    #expect(PercentText.withInterval(probability(280, 10_000)) == "2.80 % (2.49 to 3.14 %)")
  }

  /// 1 − 0.025^(1/n) = 3.688 / 10,000: never 0 ± 0.
  @Test func noHitIsAnUpperLimit() {
    #expect(PercentText.withInterval(probability(0, 10_000)) == "< 0.037 %")
    #expect(PercentText.withInterval(probability(10_000, 10_000)) == "> 99.963 %")
  }

  @Test func levelsKeepTheirDigits() {
    #expect([0.95, 0.999, 0.975].map(PercentText.level) == ["95 %", "99.9 %", "97.5 %"])
  }
}
