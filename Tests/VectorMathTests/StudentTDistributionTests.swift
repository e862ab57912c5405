import Foundation
import TestSupport
import Testing
import VectorMath

@Suite struct StudentTDistributionTests {
  @Test func quantileAndDensityMatchTable() throws {
    let table = try ReferenceTable("special/student_t.csv")
    for row in table.rows {
      let law = StudentTDistribution(degreesOfFreedom: row.number("nu"))
      let quantile = law.quantile(row.number("p"))
      let got = row["quantity"] == "quantile" ? quantile : law.density(quantile)
      #expect(row.accepts(got), "\(row.miss(got))")
    }
    #expect(table.rows.count == 154)
  }

  /// VaR and ES of the normal and t laws from quantile and density: f(t)(ν + t²)/((ν − 1)(1 − α)).
  @Test func standardMeasuresMatchTable() throws {
    let table = try ReferenceTable("portfolio/standard_var_es.csv")
    var checked = 0
    for row in table.rows where ["normal", "t", "t_unit_variance"].contains(row["law"]) {
      let miss = 1 - row.number("alpha")
      let got: Double
      if row["law"] == "normal" {
        let z = NormalDistribution.quantile(row.number("alpha"))
        got = row["quantity"] == "var" ? z : NormalDistribution.density(z) / miss
      } else {
        let nu = row.number("nu")
        let law = StudentTDistribution(degreesOfFreedom: nu)
        let t = law.quantile(row.number("alpha"))
        let scale = row["law"] == "t" ? 1 : ((nu - 2) / nu).squareRoot()
        let shortfall = law.density(t) * (nu + t * t) / ((nu - 1) * miss)
        got = scale * (row["quantity"] == "var" ? t : shortfall)
      }
      #expect(row.accepts(got), "\(row.miss(got))")
      checked += 1
    }
    #expect(checked >= 90)
  }

  /// ν = 1 and ν = 2 have closed quantiles: −cot(πp), and (2p − 1) / √(2p(1 − p)).
  @Test(arguments: [1e-300, 1e-160, 1e-12, 0.01, 0.2499, 0.2501, 0.49999])
  func closedFormsOfOneAndTwo(_ p: Double) {
    let one = StudentTDistribution(degreesOfFreedom: 1).upperQuantile(p)
    #expect(abs(one * tan(Double.pi * p) - 1) < 1e-11)
    let two = StudentTDistribution(degreesOfFreedom: 2).upperQuantile(p)
    let want = (1 - 2 * p) / (2 * p * (1 - p)).squareRoot()
    #expect(abs(two / want - 1) < 1e-11)
  }

  /// P(T > quantile(p)) = p for any ν; the error of ln p is ν times that of t in the tail.
  @Test(arguments: [0.5, 1.3, 3, 4.7, 25, 300, 1e5, 1e8])
  func quantileInvertsTail(_ nu: Double) {
    let law = StudentTDistribution(degreesOfFreedom: nu)
    for p in [1e-30, 1e-8, 1e-3, 0.1, 0.24, 0.26, 0.4, 0.4999] {
      let t = law.upperQuantile(p)
      #expect(abs(law.upperTail(t) / p - 1) < 2e-12, "p = \(p)")
      #expect(abs(law.cdf(-t) / p - 1) < 2e-12, "p = \(p)")
      #expect(law.quantile(p) == -t)
    }
    #expect(law.quantile(0.5) == 0)
    #expect(law.quantile(1) == .infinity)
  }

  /// At 1e8 degrees of freedom the law is normal up to z(z² + 1)/(4ν) = 5e-8 at most here.
  @Test func manyDegreesOfFreedomAreNormal() {
    let law = StudentTDistribution(degreesOfFreedom: 1e8)
    for p in [1e-6, 0.01, 0.3] {
      let z = NormalDistribution.upperQuantile(p)
      #expect(abs(law.upperQuantile(p) - z - z * (z * z + 1) / 4e8) < 1e-13 * 1e3)
    }
  }
}
