import Foundation
import RiskMeasures
import TestSupport
import Testing

@Suite struct LossLawTests {
  /// VaR and ES of normal and t laws by quadrature against the closed forms of the table.
  @Test func tailsMatchTable() throws {
    let table = try ReferenceTable("portfolio/standard_var_es.csv")
    var checked = 0
    for row in table.rows {
      let nu = row.number("nu")
      let law: any LossLaw
      switch row["law"] {
      case "normal": law = NormalLoss(standardDeviation: 1)
      case "t" where nu > 1: law = StudentTLoss(degreesOfFreedom: nu, scale: 1)
      case "t_unit_variance":
        law = StudentTLoss(degreesOfFreedom: nu, scale: ((nu - 2) / nu).squareRoot())
      default: continue
      }
      let tail = law.tail(level: Level(row.number("alpha")))
      let got = row["quantity"] == "var" ? tail.valueAtRisk : tail.expectedShortfall
      #expect(row.accepts(got), "\(row.miss(got)) \(row.cells)")
      checked += 1
    }
    #expect(checked > 50)
  }

  @Test func lawsShiftAndScale() {
    let law = StudentTLoss(degreesOfFreedom: 4, location: -0.01, scale: 0.02)
    let standard = StudentTLoss(degreesOfFreedom: 4, scale: 1)
    let tail = law.tail(level: 0.975)
    #expect(
      abs(tail.expectedShortfall + 0.01 - 0.02 * standard.tail(level: 0.975).expectedShortfall)
        < 1e-14)
    #expect(abs(law.upperTail(tail.valueAtRisk) - 0.025) < 1e-14)
    let normal = NormalLoss(mean: 0.5, standardDeviation: 2)
    #expect(abs(normal.upperTail(normal.upperQuantile(0.3)) - 0.3) < 1e-14)
  }

  /// The smallest loss that is exceeded with at most the probability: 10 losses 1 ... 10.
  @Test func samplesAreLaws() throws {
    let sample = try LossSample((1...10).map(Double.init))
    #expect(sample.upperTail(7) == 0.3 && sample.upperTail(6.5) == 0.4)
    #expect(sample.upperTail(0) == 1 && sample.upperTail(10) == 0)
    #expect(sample.upperQuantile(0.35) == 7 && sample.upperQuantile(0.39) == 7)
    #expect(sample.upperQuantile(0.05) == 10 && sample.upperQuantile(0.999) == 1)
    // 0.29 × 100 is 28.999… in doubles.
    #expect(try LossSample((1...100).map(Double.init)).upperQuantile(0.29) == 71)
    #expect(sample.tail(level: 0.7) == TailForecast(valueAtRisk: 7, expectedShortfall: 9))
  }
}
