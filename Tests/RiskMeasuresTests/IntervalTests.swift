import RiskMeasures
import TestSupport
import Testing

@Suite struct IntervalTests {
  @Test func orderStatisticRanksMatchTable() throws {
    let table = try ReferenceTable("estimators/order_statistic_ci.csv")
    for row in table.rows {
      let side = try #require(OrderStatisticInterval.Side(rawValue: row["side"]))
      let interval = OrderStatisticInterval.ranks(
        n: row.integer("n"), p: row.number("p"), confidence: row.number("confidence"), side: side)
      let got =
        switch row["quantity"] {
        case "lower_rank": Double(interval.lowerRank)
        case "upper_rank": Double(interval.upperRank)
        default: interval.coverage
        }
      #expect(row.accepts(got), "\(row.miss(got))")
    }
    #expect(table.rows.count == 122)
  }

  /// The lower side mirrors the upper one: quantile p of x is quantile 1 − p of −x.
  @Test func lowerSideMirrorsUpper() {
    let lower = OrderStatisticInterval.ranks(n: 1000, p: 0.01, confidence: 0.95, side: .lower)
    #expect(lower.lowerRank == 1001 - 996)
    #expect(lower.upperRank == 1001)
    #expect(abs(lower.coverage - 0.97131360000099544) < 1e-12)
  }

  /// A thousand million paths: ranks at distance z √(n p q) = 6,167 from n p, found at once.
  @Test func hugeSamplesAreQuick() {
    let clock = ContinuousClock()
    var interval = OrderStatisticInterval.ranks(n: 10, p: 0.5, confidence: 0.9)
    let time = clock.measure {
      interval = OrderStatisticInterval.ranks(n: 1_000_000_000, p: 0.99, confidence: 0.95)
    }
    #expect(abs(interval.lowerRank - (990_000_000 - 6_167)) <= 2)
    #expect(abs(interval.upperRank - (990_000_000 + 6_168)) <= 2)
    #expect(interval.coverage >= 0.95 && interval.coverage < 0.9502)
    #expect(time < .milliseconds(200))
  }

  @Test func probabilityIntervalsMatchTable() throws {
    let table = try ReferenceTable("estimators/binomial_ci.csv")
    for row in table.rows {
      let estimate = ProbabilityEstimate(
        successes: row.integer("successes"), trials: row.integer("n"))
      let confidence = row.number("confidence")
      let got =
        switch row["quantity"] {
        case "std_error": estimate.standardError
        case "wilson_low": estimate.wilson(confidence: confidence).lower
        case "wilson_high": estimate.wilson(confidence: confidence).upper
        case "clopper_pearson_low": estimate.clopperPearson(confidence: confidence).lower
        default: estimate.clopperPearson(confidence: confidence).upper
        }
      #expect(row.accepts(got), "\(row.miss(got))")
    }
    #expect(table.rows.count == 40)
  }

  @Test func zeroHitsAreNotZeroPlusMinusZero() {
    let estimate = ProbabilityEstimate(successes: 0, trials: 1_000_000).clopperPearson()
    #expect(estimate.value == 0 && estimate.lower == 0)
    #expect(abs(estimate.upper - 3.6889e-6) < 1e-9)
    #expect(estimate.standardError > 0)
    let all = ProbabilityEstimate(successes: 50, trials: 50).wilson()
    #expect(all.upper == 1 && all.lower < 1 && all.standardError > 0)
  }

  @Test func estimatesRefuseNonsense() async {
    await #expect(processExitsWith: .failure) {
      _ = ProbabilityEstimate(successes: 3, trials: 2)
    }
    await #expect(processExitsWith: .failure) {
      _ = Estimate(
        value: .nan, standardError: 1, lower: 0, upper: 1, confidence: 0.9, method: .wilson)
    }
  }
}
