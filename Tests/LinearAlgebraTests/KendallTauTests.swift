import Foundation
import LinearAlgebra
import TestSupport
import Testing

@Suite struct KendallTauTests {
  @Test func matchesTable() throws {
    let rows = try ReferenceTable("timeseries/dependence_estimators.csv").rows("kendall_tau_b")
    for row in rows {
      let got = KendallTau(try row.list("x"), try row.list("y")).value
      #expect(row.accepts(got), "\(row.miss(got))")
    }
    #expect(rows.count == 4)
  }

  /// The definition, pair by pair, on 200 small samples with many ties.
  @Test func countsEveryPair() {
    var generator = TestGenerator(seed: 33)
    var checked = 0
    for _ in 0..<200 {
      let n = 2 + Int(generator.next() % 30)
      let x = (0..<n).map { _ in (6 * generator.uniform()).rounded() }
      let y = (0..<n).map { i in (x[i] + 8 * generator.uniform()).rounded() }
      var (balance, inX, inY) = (0.0, 0.0, 0.0)
      for i in 0..<n {
        for j in 0..<i {
          let (a, b) = (sign(x[i] - x[j]), sign(y[i] - y[j]))
          balance += a * b
          inX += a * a
          inY += b * b
        }
      }
      if inX == 0 || inY == 0 { continue }
      checked += 1
      let expected = balance / (inX * inY).squareRoot()
      #expect(abs(KendallTau(x, y).value - expected) < 1e-14)
    }
    #expect(checked > 150)
  }

  private func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : 0 }

  /// scipy 1.17.1, stats.kendalltau of 5,000 pairs on 20 levels each.
  @Test func largeTiedSampleMatchesScipy() {
    var generator = TestGenerator(seed: 32)
    var (x, y): ([Double], [Double]) = ([], [])
    for _ in 0..<5000 {
      let a = generator.uniform()
      let b = generator.uniform()
      x.append((20 * a).rounded(.down))
      y.append((20 * (0.5 * a + 0.5 * b)).rounded(.down))
    }
    #expect(abs(KendallTau(x, y).value - 0.5161678716297851) < 1e-14)
  }

  /// scipy 1.17.1, and the jackknife of its estimates for the errors: 400 observations, within 3 %.
  @Test func valuesAndErrorsMatchScipy() throws {
    let sample = try DependentSample.studentT(400)
    #expect(abs(sample.matrix[0, 0] - 1.0501668420767813) < 1e-13)
    for (i, j, value, error) in [
      (1, 0, 0.4011027568922306, 0.03165478), (2, 0, 0.19403508771929825, 0.03524007),
      (2, 1, 0.32791979949874694, 0.03272354),
    ] {
      let tau = KendallTau(sample.column(i), sample.column(j))
      #expect(abs(tau.value - value) < 1e-14)
      #expect(abs(tau.standardError / error - 1) < 0.03)
    }
  }

  /// τ of independent values has variance 2(2n + 5) / (9n(n − 1)): Kendall (1938),
  /// doi:10.1093/biomet/30.1-2.81. 4,000 samples of 40, error of a standard deviation 1.1 %.
  @Test func errorIsTheSpreadOfSamples() {
    var generator = TestGenerator(seed: 34)
    var (squares, errors) = (0.0, 0.0)
    for _ in 0..<4000 {
      let tau = KendallTau(
        (0..<40).map { _ in generator.uniform() }, (0..<40).map { _ in generator.uniform() })
      squares += tau.value * tau.value / 4000
      errors += tau.standardError / 4000
    }
    let exact = (2.0 * 85 / (9 * 40 * 39)).squareRoot()
    #expect(abs(squares.squareRoot() / exact - 1) < 0.045)
    #expect(abs(errors / exact - 1) < 0.06)
  }

  /// Perfect order, and the map of elliptical copulas at 30°: τ = ⅓ for ρ = ½.
  @Test func endsAndConversion() {
    let rising = KendallTau([1, 2, 3, 4], [1, 4, 9, 16])
    #expect(rising.value == 1 && rising.standardError == 0 && rising.ellipticalCorrelation == 1)
    #expect(KendallTau([1, 2, 3], [5, 4, 1]).value == -1)
    #expect(abs(KendallTau.ofEllipticalCopula(correlation: 0.5) - 1.0 / 3) < 1e-15)
    let tau = KendallTau([1, 2, 3], [1, 3, 2])
    #expect(abs(tau.value - 1.0 / 3) < 1e-15 && abs(tau.ellipticalCorrelation - 0.5) < 1e-15)
  }

  /// The error of sin(πτ/2) is that of τ times the slope, here by differences.
  @Test func conversionCarriesItsError() throws {
    let sample = try DependentSample.studentT(400)
    let tau = KendallTau(sample.column(1), sample.column(0))
    let h = 1e-5
    let slope =
      (sin(0.5 * Double.pi * (tau.value + h)) - sin(0.5 * Double.pi * (tau.value - h))) / (2 * h)
    #expect(abs(tau.ellipticalCorrelationError / (slope * tau.standardError) - 1) < 1e-9)
  }

  @Test func conversionMatchesTable() throws {
    let rows = try ReferenceTable("copula/tail_dependence.csv").rows("kendall_tau")
    for row in rows {
      let got = KendallTau.ofEllipticalCopula(correlation: row.number("rho"))
      #expect(row.accepts(got), "\(row.miss(got))")
    }
    #expect(rows.count > 10)
  }

  @Test func refusesConstantValues() async {
    await #expect(processExitsWith: .failure) { _ = KendallTau([1, 1], [1, 2]) }
    await #expect(processExitsWith: .failure) { _ = KendallTau([1, 2], [1, 2, 3]) }
  }
}
