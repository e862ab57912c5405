import Foundation
import RiskMeasures
import TestSupport
import Testing
import VectorMath

@Suite struct LossSampleTests {
  @Test func definitionsMatchTable() throws {
    let table = try ReferenceTable("portfolio/sample_var_es_definitions.csv")
    var checked = 0
    for row in table.rows {
      let level = Level(row.number("alpha"))
      let sample = try LossSample(try row.list("losses"))
      let got: Double
      switch row["quantity"] {
      case "var_lower": got = sample.valueAtRisk(level: level).value
      case "var_upper": got = sample.valueAtRiskUpper(level: level).value
      case "es_acerbi_tasche": got = sample.expectedShortfall(level: level).value
      case "quantile_type1": got = sample.quantiles([level])[0]
      default: continue
      }
      #expect(row.accepts(got), "\(row.miss(got))")
      checked += 1
    }
    #expect(checked == 100)
  }

  @Test func refusesWhatCannotBeRanked() {
    #expect(throws: SampleError.empty) { try LossSample([]) }
    #expect(throws: SampleError.notFinite(index: 1)) { try LossSample([1, .nan, .infinity]) }
    #expect(throws: SampleError.notFinite(index: 0)) { try LossSample([-.infinity]) }
  }

  /// 100 losses 1 ... 100 at 0.9, by hand: VaR 90, ES mean of 91 ... 100 = 95.5. Excess over VaR
  /// 1 ... 10: e = 5.5, m = 38.5, variance (38.5 − 0.1 × 30.25) / 10.
  @Test func standardErrorOfShortfallByHand() throws {
    let es = try LossSample((1...100).map(Double.init)).expectedShortfall(level: 0.9)
    #expect(es.value == 95.5)
    #expect(abs(es.standardError - 3.5475.squareRoot()) < 1e-14)
    #expect(abs(es.upper - 95.5 - 1.959963984540054 * es.standardError) < 1e-12)
    #expect(es.method == .asymptoticNormal)
  }

  /// Ranks 90 and 100 of the table's row n = 100, p = 0.95; n = 100 at 0.99 is unbounded above.
  @Test func valueAtRiskHasItsOrderStatistics() throws {
    let sample = try LossSample((1...100).map(Double.init))
    let bounded = sample.valueAtRisk(level: 0.95)
    #expect((bounded.lower, bounded.value, bounded.upper) == (90, 95, 100))
    #expect(abs(bounded.standardError - 10 / (2 * 1.959963984540054)) < 1e-12)
    let unbounded = sample.valueAtRisk(level: 0.99)
    #expect((unbounded.lower, unbounded.upper) == (97, .infinity))
    #expect(unbounded.standardError == .infinity)
  }

  /// Nothing above VaR: the sample cannot tell the error, and does not claim 0 ± 0.
  @Test func silentTailIsNotCertain() throws {
    let es = try LossSample([Double](repeating: 0, count: 1000)).expectedShortfall(level: 0.99)
    #expect(es.value == 0)
    #expect(es.standardError == .infinity)
    #expect((es.lower, es.upper) == (0, .infinity))
    #expect(es.method == .unknown)
  }

  /// Artzner, Delbaen, Eber and Heath (1999): monotone, translation, homogeneity, subadditivity,
  /// on 300 pairs of samples with atoms and fractional tails.
  @Test func shortfallIsCoherent() throws {
    var generator = TestGenerator(seed: 21)
    for trial in 0..<300 {
      let n = 1 + Int(generator.next() % 60)
      let level = Level(0.3 + 0.69 * generator.uniform())
      let draw = { (_: Int) in (8 * generator.uniform()).rounded() - 3 }
      let a = (0..<n).map(draw)
      let b = (0..<n).map(draw)
      func shortfall(_ x: [Double]) throws -> Double {
        try LossSample(x).expectedShortfall(level: level).value
      }
      let esA = try shortfall(a)
      let esB = try shortfall(b)
      let slack = 1e-12 * (1 + abs(esA) + abs(esB))
      #expect(try shortfall(zip(a, b).map { $0 + $1 }) <= esA + esB + slack, "\(trial)")
      #expect(try shortfall(zip(a, b).map { max($0, $1) }) >= max(esA, esB) - slack)
      #expect(abs(try shortfall(a.map { $0 + 5.25 }) - esA - 5.25) <= slack)
      #expect(abs(try shortfall(a.map { 3 * $0 }) - 3 * esA) <= 3 * slack)
      #expect(esA >= (try LossSample(a).valueAtRisk(level: level).value) - slack)
    }
  }

  /// Intervals of VaR and ES at 0.95 on 600 samples of 1,000 standard normal losses; exact VaR
  /// 1.6449, ES 2.0627. Standard error of a coverage 0.009, tolerance 4 of them. An ES error
  /// without the term in α (ES − VaR)² would cover 0.86.
  @Test func intervalsCover() throws {
    var generator = TestGenerator(seed: 22)
    let q = NormalDistribution.quantile(0.95)
    let shortfall = NormalDistribution.density(q) / 0.05
    var coveredVaR = 0
    var coveredES = 0
    for _ in 0..<600 {
      let sample = try LossSample(
        (0..<1000).map { _ in NormalDistribution.quantile(generator.uniform()) })
      let a = sample.valueAtRisk(level: 0.95)
      let b = sample.expectedShortfall(level: 0.95)
      if a.lower <= q && q <= a.upper { coveredVaR += 1 }
      if b.lower <= shortfall && shortfall <= b.upper { coveredES += 1 }
    }
    let exact = OrderStatisticInterval.ranks(n: 1000, p: 0.95, confidence: 0.95).coverage
    #expect(abs(Double(coveredVaR) / 600 - exact) < 4 * 0.009)
    #expect(abs(Double(coveredES) / 600 - 0.95) < 4 * 0.009)
  }
}
