import Foundation
import TestSupport
import Testing
import VectorMath

@Suite struct DistributionTableTests {
  /// Chi-square, Poisson, binomial, beta and normal against 40-digit values.
  @Test func matchesTable() throws {
    let table = try ReferenceTable("distributions/distributions.csv")
    for row in table.rows {
      let got = value(row)
      #expect(row.accepts(got), "\(row["law"]) \(row["a"]) \(row["x"]) \(row.miss(got))")
    }
    #expect(table.rows.count == 181)
  }

  private func value(_ row: ReferenceRow) -> Double {
    let a = row.number("a")
    let b = row.number("b")
    let x = row.number("x")
    switch (row["law"], row["quantity"]) {
    case ("chi_square", "cdf"): return ChiSquareDistribution(degreesOfFreedom: a).cdf(x)
    case ("chi_square", "upper_tail"):
      return ChiSquareDistribution(degreesOfFreedom: a).upperTail(x)
    case ("chi_square", "quantile"): return ChiSquareDistribution(degreesOfFreedom: a).quantile(x)
    case ("poisson", "upper_tail"): return PoissonDistribution(mean: a).upperTail(Int(x))
    case ("poisson", "probability"): return PoissonDistribution(mean: a).probability(Int(x))
    case ("binomial", "cdf"):
      return BinomialDistribution(trials: Int(a), probability: b).cdf(Int(x))
    case ("normal", "cdf"): return NormalDistribution.cdf(x)
    case ("beta", "cdf"): return BetaDistribution(a: a, b: b).cdf(x)
    default: return .nan
    }
  }

  @Test func tailsOfCountsAddUpToOne() {
    for mean in [0, 1e-5, 0.7, 20, 140, 900] {
      let law = PoissonDistribution(mean: mean)
      var sum = 0.0
      for n in 0...1200 {
        #expect(abs(law.cdf(n) + law.upperTail(n + 1) - 1) < 4e-15)
        sum += law.probability(n)
      }
      #expect(abs(sum - 1) < 1e-12)
    }
    let law = BinomialDistribution(trials: 40, probability: 0.2)
    var sum = 0.0
    for k in 0...40 {
      sum += law.probability(of: k)
      #expect(abs(law.cdf(k) - sum) < 1e-14)
      #expect(abs(law.cdf(k) + law.upperTail(k + 1) - 1) < 1e-14)
    }
  }

  @Test(arguments: [0.02, 0.6, 1, 3.3, 40, 5e4])
  func chiSquareQuantileInvertsBothTails(_ nu: Double) {
    let law = ChiSquareDistribution(degreesOfFreedom: nu)
    for p in [1e-12, 1e-4, 0.2, 0.5] {
      let low = law.quantile(p)
      if low > 1e-290 { #expect(abs(law.cdf(low) / p - 1) < 1e-11, "\(p)") }
      let high = law.upperQuantile(p)
      #expect(abs(law.upperTail(high) / p - 1) < 1e-11, "\(p)")
    }
    #expect(law.quantile(0) == 0)
    #expect(law.quantile(1) == .infinity)
  }

  @Test(arguments: [(0.05, 0.4), (0.5, 0.5), (2.0, 30.0), (1e6, 3.0), (500.0, 9501.0)])
  func betaQuantileInvertsBothTails(_ a: Double, _ b: Double) {
    let law = BetaDistribution(a: a, b: b)
    for p in [1e-9, 0.025, 0.4, 0.5] {
      let low = law.quantile(p)
      if low < 1 - 1e-9 { #expect(abs(law.cdf(low) / p - 1) < 1e-9, "\(p)") }
      let high = law.upperQuantile(p)
      if high < 1 - 1e-6 { #expect(abs(law.upperTail(high) / p - 1) < 1e-9, "\(p)") }
    }
  }

  /// The definition of the rank, against the distribution function itself.
  @Test func largestRankIsLargest() {
    for n in [1, 2, 7, 40, 1000] {
      for p in [0.001, 0.3, 0.5, 0.95, 0.9999] {
        let law = BinomialDistribution(trials: n, probability: p)
        for bound in [1e-9, 0.005, 0.025, 0.3, 0.9, 0.9999] {
          let k = law.largestRank(withProbabilityBelowAtMost: bound)
          #expect(law.cdf(k - 1) <= bound)
          #expect(k == n + 1 || law.cdf(k) > bound, "\(n) \(p) \(bound)")
        }
      }
    }
  }
}
