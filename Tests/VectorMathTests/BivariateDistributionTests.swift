import Foundation
import TestSupport
import Testing
import VectorMath

@Suite struct BivariateDistributionTests {
  @Test func normalMatchesTable() throws {
    let table = try ReferenceTable("special/bivariate_normal_cdf.csv")
    for row in table.rows {
      let got = BivariateNormal.cdf(row.number("a"), row.number("b"), rho: row.number("rho"))
      #expect(row.accepts(got), "\(row.miss(got))")
    }
    #expect(table.rows.count == 9)
  }

  /// Joint tails of Gaussian and t copulas, conditional tails, tail dependence, rank correlations.
  @Test func copulasMatchTable() throws {
    let table = try ReferenceTable("copula/tail_dependence.csv")
    for row in table.rows {
      let rho = row.number("rho")
      let u = row.number("u")
      let nu = row.number("nu")
      let isGaussian = row["copula"] == "gaussian"
      let got: Double
      switch row["quantity"] {
      case "joint", "conditional":
        let joint: Double
        if isGaussian {
          let x = NormalDistribution.quantile(u)
          joint = BivariateNormal.cdf(x, x, rho: rho)
        } else {
          let x = StudentTDistribution(degreesOfFreedom: nu).quantile(u)
          joint = BivariateStudentT(degreesOfFreedom: nu).cdf(x, x, rho: rho)
        }
        got = row["quantity"] == "joint" ? joint : joint / u
      case "lambda":
        let t = -((nu + 1) * (1 - rho) / (1 + rho)).squareRoot()
        got = isGaussian ? 0 : 2 * StudentTDistribution(degreesOfFreedom: nu + 1).cdf(t)
      default: continue  // rank correlations are functions of ρ alone
      }
      #expect(row.accepts(got), "\(row.miss(got))")
    }
  }

  /// P(X ≤ a, Y ≤ b) + P(X ≤ a, −Y ≤ −b) = P(X ≤ a): ties ρ to −ρ on both sides of 0.
  @Test(arguments: [-1, -0.999_999, -0.6, 0, 0.3, 0.95, 0.999_999, 1])
  func complementsAddUp(_ rho: Double) {
    let t = BivariateStudentT(degreesOfFreedom: 3.5)
    let margin = StudentTDistribution(degreesOfFreedom: 3.5)
    for (a, b) in [(0.3, -1.2), (-2.0, -2.0), (1.5, 1.4999), (0.0, 0.0), (6, -6)] {
      let normal =
        BivariateNormal.cdf(a, b, rho: rho) + BivariateNormal.cdf(a, -b, rho: -rho)
      #expect(abs(normal - NormalDistribution.cdf(a)) < 1e-13, "\(a) \(b)")
      let student = t.cdf(a, b, rho: rho) + t.cdf(a, -b, rho: -rho)
      #expect(abs(student - margin.cdf(a)) < 1e-12, "\(a) \(b)")
    }
  }

  @Test func infiniteArgumentsGiveMargins() {
    #expect(BivariateNormal.cdf(.infinity, 0.7, rho: 0.2) == NormalDistribution.cdf(0.7))
    #expect(BivariateNormal.cdf(-.infinity, 0.7, rho: 0.2) == 0)
  }
}
