import RiskMeasures
import TestSupport
import Testing

@Suite struct ChristoffersenTests {
  @Test func statisticsMatchTable() throws {
    let table = try ReferenceTable("backtest/christoffersen.csv")
    let independence = IndependenceTest(level: 0.99)
    let conditional = ConditionalCoverageTest(level: 0.99)
    for row in table.rows {
      let counts = try ExceedanceSeries(try exceedances(row["hits"])).counts
      let got: Double? =
        switch row["quantity"] {
        case "days": Double(counts.days)
        case "n00": Double(counts.transitions.n00)
        case "n01": Double(counts.transitions.n01)
        case "n10": Double(counts.transitions.n10)
        case "n11": Double(counts.transitions.n11)
        case "LR_uc_p0.01": KupiecTest(level: 0.99).statistic(of: counts)
        case "LR_ind": independence.statistic(of: counts)
        case "LR_cc_p0.01": conditional.statistic(of: counts)
        case "p_ind": independence.pValue(of: independence.statistic(of: counts))
        case "p_cc_p0.01": conditional.pValue(of: conditional.statistic(of: counts))
        default: nil
        }
      let found = try #require(got, "\(row)")
      #expect(row.accepts(found), "\(row.miss(found))")
    }
    #expect(table.rows.count == 60)
  }

  /// Run lengths `0x50,1,0x49`: 50 days without, one with, 49 without.
  private func exceedances(_ text: String) throws -> [Bool] {
    try text.split(separator: ",").flatMap { part in
      let pieces = part.split(separator: "x")
      let length = pieces.count == 2 ? try #require(Int(pieces[1])) : 1
      return [Bool](repeating: pieces[0] == "1", count: length)
    }
  }

  /// The first case is JP Morgan in 1998, Jorion (2007): LR_ind 9.53, with LR_uc 3.91 13.44.
  @Test func countsMatchTable() throws {
    let table = try ReferenceTable("backtest/christoffersen_counts.csv")
    let test = IndependenceTest(level: 0.95)
    for row in table.rows {
      let found = test.statistic(
        of: TransitionCounts(
          n00: row.integer("n00"), n01: row.integer("n01"), n10: row.integer("n10"),
          n11: row.integer("n11")))
      let got = row["quantity"] == "LR_ind" ? found : test.pValue(of: found)
      #expect(row.accepts(got), "\(row.miss(got))")
    }
    #expect(table.rows.count == 8)
  }

  /// Every series of 1, 2, 3 and 13 days, one by one, at a level where many are rejected.
  @Test(arguments: [1, 2, 3, 13])
  func enumerationIsComplete(_ days: Int) {
    let level = Level(0.8)
    let laws = [
      ExceedanceLaw.independent(probability: 0.2),
      ExceedanceLaw(afterCalm: 0.3, afterExceedance: 0.8),
      ExceedanceLaw(afterCalm: 0.9, afterExceedance: 0.05),
    ]
    for law in laws {
      #expect(abs(law.probabilityOfCounts(days: days) { _ in true } - 1) < 1e-13)
      let tests: [any CoverageTest] = [
        IndependenceTest(level: level), ConditionalCoverageTest(level: level),
      ]
      for test in tests {
        let critical = test.criticalValue(significance: 0.1)
        let expected = AllSeries(days: days).probability(under: law) {
          test.statistic(of: $0) > critical
        }
        let got = test.rejectionProbability(days: days, under: law, significance: 0.1)
        #expect(abs(got - expected) < 1e-13)
      }
    }
  }

  /// A forward recursion over the number of transitions, numpy 2.4.6 and scipy 1.17.1: rejection
  /// probabilities at 5 % of LR_uc, LR_ind, LR_cc. Columns: days, p, π01, π11.
  @Test(arguments: [
    (250, 0.01, 0.01, 0.01, [0.09475996401738496, 0.013980413302119759, 0.00817439433583661]),
    (250, 0.01, 0.02, 0.02, [0.2427320370285014, 0.01681655821031295, 0.15039341972321849]),
    (250, 0.01, 0.0095, 0.06, [0.11077533943032992, 0.08818564718483017, 0.03911919900801058]),
    (500, 0.025, 0.025, 0.025, [0.061837330910347287, 0.015640826098843617, 0.03754329565896826]),
    (500, 0.025, 0.02, 0.2, [0.12001045926607086, 0.5953237490155816, 0.5694186579646927]),
    (1500, 0.01, 0.01, 0.01, [0.05570145418356108, 0.012819182652487193, 0.031144574724715185]),
    (1500, 0.05, 0.04, 0.25, [0.11543123479587716, 0.9985156372869023, 0.9985342632043936]),
  ])
  func sizeAndPowerAreExact(
    _ days: Int, _ p: Double, _ afterCalm: Double, _ afterExceedance: Double, _ expected: [Double]
  ) {
    let level = Level(1 - p)
    let law = ExceedanceLaw(afterCalm: afterCalm, afterExceedance: afterExceedance)
    let tests: [any CoverageTest] = [
      KupiecTest(level: level), IndependenceTest(level: level),
      ConditionalCoverageTest(level: level),
    ]
    for (test, value) in zip(tests, expected) {
      #expect(abs(test.rejectionProbability(days: days, under: law) - value) < 1e-11)
    }
  }

  @Test func clustersAreRejectedAndNumbersAreNot() throws {
    var exceeded = [Bool](repeating: false, count: 500)
    for day in [100, 101, 102, 300, 301] { exceeded[day] = true }
    let counts = try ExceedanceSeries(exceeded).counts
    let alternative = ExceedanceLaw.clustered(probability: 0.01, afterExceedance: 0.5)
    #expect(abs(alternative.probability - 0.01) < 1e-15)
    #expect(KupiecTest(level: 0.99).result(for: counts).verdict == .notRejected)
    let result = IndependenceTest(level: 0.99).result(for: counts, alternative: alternative)
    #expect(result.verdict == .rejected)
    #expect(result.size.value < 0.05)
    #expect((result.power?.value ?? 0) > 0.5)
    #expect(ConditionalCoverageTest(level: 0.99).result(for: counts).verdict == .rejected)
  }

  @Test func refusesWhatIsNoSeries() {
    #expect(throws: BacktestError.empty) { try ExceedanceSeries([]) }
    #expect(throws: BacktestError.lengthMismatch(losses: 2, forecasts: 1)) {
      try ExceedanceSeries(losses: [1, 2], valueAtRisk: [1])
    }
    #expect(throws: BacktestError.lossNotFinite(day: 1)) {
      try ExceedanceSeries(losses: [1, .nan], valueAtRisk: [1, 1])
    }
    #expect(throws: BacktestError.forecastNotFinite(day: 0)) {
      try ExceedanceSeries(losses: [1, 2], valueAtRisk: [.infinity, 1])
    }
  }

  /// A loss equal to VaR is none.
  @Test func onlyLossesAboveCount() throws {
    let series = try ExceedanceSeries(losses: [1, 2, 3], valueAtRisk: [1, 1.5, 4])
    #expect(series.exceeded == [false, true, false])
  }
}
