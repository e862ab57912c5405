import Foundation
import TestSupport
import Testing
import VectorMath

@Suite struct NormalDistributionTests {
  @Test func distributionFunctionMatchesTable() throws {
    let table = try ReferenceTable("special/norm_cdf.csv")
    for row in table.rows {
      let x = row.number("x")
      let got =
        row["quantity"] == "cdf" ? NormalDistribution.cdf(x) : NormalDistribution.logCdf(x)
      #expect(row.accepts(got), "\(row.miss(got))")
    }
    #expect(table.rows.count == 40)
  }

  @Test func quantileMatchesTable() throws {
    let table = try ReferenceTable("special/inv_norm_cdf.csv")
    for row in table.rows {
      let p = row.number("p")
      let got =
        row["tail"] == "lower"
        ? NormalDistribution.quantile(p) : NormalDistribution.upperQuantile(p)
      #expect(row.accepts(got), "\(row.miss(got))")
    }
    #expect(table.rows.count == 56)
  }

  /// Both branches of ln Φ meet at −20, and the far one follows −x²/2 where Φ underflows.
  @Test func logarithmIsContinuousAndReachesBeyondUnderflow() {
    let near = NormalDistribution.logCdf(-20 + 1e-12)
    let far = NormalDistribution.logCdf(-20 - 1e-12)
    #expect(abs(near - far - 2e-12 * 20.05) < 4e-13)
    #expect(abs(NormalDistribution.logCdf(-1e4) / -5e7 - 1) < 1e-6)
  }

  @Test func endsAreExact() {
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.quantile(1) == .infinity)
    #expect(NormalDistribution.cdf(-.infinity) == 0)
    #expect(NormalDistribution.cdf(.infinity) == 1)
    #expect(NormalDistribution.upperQuantile(0.5).sign == .plus)
  }

  @Test func refusesWhatIsNoProbability() async {
    await #expect(processExitsWith: .failure) { _ = NormalDistribution.quantile(1.01) }
    await #expect(processExitsWith: .failure) { _ = NormalDistribution.quantile(.nan) }
  }
}
