import RiskMeasures
import TestSupport
import Testing
import VectorMath

@Suite struct KupiecTests {
  @Test func ratiosMatchTable() throws {
    let table = try ReferenceTable("backtest/kupiec_pof.csv")
    for row in table.rows {
      let test = KupiecTest(level: Level(1 - row.number("p")))
      let found = test.statistic(exceedances: row.integer("exceptions"), days: row.integer("days"))
      switch row["quantity"] {
      case "LR": #expect(row.accepts(found), "\(row.miss(found))")
      case "p_value":
        #expect(row.accepts(test.pValue(of: found)), "\(row.miss(test.pValue(of: found)))")
      default:
        #expect(row["expected"] == "\(found > test.criticalValue(significance: 0.05))", "\(row)")
      }
    }
    #expect(table.rows.count == 42)
  }

  @Test func regionsMatchTable() throws {
    let table = try ReferenceTable("backtest/kupiec_region.csv")
    for row in table.rows {
      let region = try #require(
        KupiecTest(level: Level(1 - row.number("p")))
          .nonRejectionRegion(days: row.integer("days")))
      let got = row["quantity"] == "min" ? region.lowerBound : region.upperBound
      #expect(row.accepts(Double(got)), "\(row.miss(Double(got)))")
    }
    #expect(table.rows.count == 24)
  }

  /// Kupiec (1995), non-rejection regions at 95 % as printed in Jorion (2007), Value at Risk, table
  /// 6-2. The printed bound N < 7 for 255 days at 1 % leaves out that N = 0 is rejected too.
  @Test(arguments: [
    (0.01, 255, 1...6), (0.01, 510, 2...10), (0.01, 1000, 5...16),
    (0.025, 255, 3...11), (0.025, 510, 7...20), (0.025, 1000, 16...35),
    (0.05, 255, 7...20), (0.05, 510, 17...35), (0.05, 1000, 38...64),
    (0.1, 255, 17...35), (0.1, 510, 39...64), (0.1, 1000, 82...119),
  ])
  func regionsArePublished(_ p: Double, _ days: Int, _ region: ClosedRange<Int>) {
    #expect(KupiecTest(level: Level(1 - p)).nonRejectionRegion(days: days) == region)
  }

  @Test func regionMayBeEmpty() {
    #expect(KupiecTest(level: 0.95).nonRejectionRegion(days: 10, significance: 0.9) == nil)
  }

  @Test func sizeAndPowerMatchTable() throws {
    let table = try ReferenceTable("backtest/kupiec_size_power.csv")
    for row in table.rows {
      let got = KupiecTest(level: Level(1 - row.number("p"))).rejectionProbability(
        days: row.integer("days"), under: .independent(probability: row.number("true_p")))
      #expect(row.accepts(got), "\(row.miss(got))")
    }
    #expect(table.rows.count == 48)
  }

  /// At 250 days and 99 %, with the true volatility twice the forecast: p = 1 − Φ(2.3263 / 2).
  @Test func resultCarriesSizeAndPower() throws {
    var exceeded = [Bool](repeating: false, count: 250)
    for day in 0..<7 { exceeded[30 * day] = true }
    let forecast = NormalLoss(standardDeviation: 0.03)
    let alternative = ExceedanceLaw.independent(
      probability: forecast.upperTail(forecast.tail(level: 0.99).valueAtRisk / 2))
    #expect(abs(alternative.probability - NormalDistribution.upperTail(1.163173937020420)) < 1e-12)
    let result = KupiecTest(level: 0.99).result(
      for: try ExceedanceSeries(exceeded).counts, alternative: alternative)
    #expect(result.verdict == .rejected)
    #expect(abs((result.statistic ?? 0) - 5.4969904477926991) < 1e-10)
    #expect(abs((result.pValue ?? 0) - 0.019049230890526356) < 1e-10)
    #expect(abs(result.size.value - 0.09475996401738508) < 1e-10)
    let region = 1...6
    let law = BinomialDistribution(trials: 250, probability: alternative.probability)
    #expect(
      abs((result.power?.value ?? 0) - 1 + region.map { law.probability(of: $0) }.reduce(0, +))
        < 1e-12)
  }

  /// 2^12 series of 12 days of a chain, one by one.
  @Test func clusteredExceedancesAreCountedExactly() {
    let law = ExceedanceLaw(afterCalm: 0.1, afterExceedance: 0.4)
    let test = KupiecTest(level: 0.9)
    let expected = AllSeries(days: 12).probability(under: law) {
      test.statistic(of: $0) > test.criticalValue(significance: 0.05)
    }
    #expect(abs(test.rejectionProbability(days: 12, under: law) - expected) < 1e-13)
    #expect(expected > 0.1 && expected < 0.9)
  }
}

/// Every series of some days, one by one.
struct AllSeries {
  let days: Int

  /// Sums the chain's probability of every series whose counts are members.
  func probability(
    under law: ExceedanceLaw, where isMember: (ExceedanceCounts) -> Bool
  ) -> Double {
    var sum = 0.0
    for bits in 0..<(1 << days) {
      let series = (0..<days).map { bits >> $0 & 1 == 1 }
      var weight = series[0] ? law.probability : 1 - law.probability
      for day in 1..<days {
        let p = series[day - 1] ? law.afterExceedance : law.afterCalm
        weight *= series[day] ? p : 1 - p
      }
      do {
        if isMember(try ExceedanceSeries(series).counts) { sum += weight }
      } catch {
        Issue.record("\(error)")
      }
    }
    return sum
  }
}
