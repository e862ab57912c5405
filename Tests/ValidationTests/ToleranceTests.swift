import Diagnostics
import Testing

@testable import Validation

/// How far a figure may lie from its reference.
@Suite struct ToleranceTests {
  private func row(_ expected: String, relative: Double? = nil, deviation: Double? = nil)
    -> ReferenceRow
  {
    ReferenceRow(
      quantity: "x", expected: expected, absoluteTolerance: nil, relativeTolerance: relative,
      sampleDeviation: deviation, location: SourceLocation(file: "table"))
  }

  private func passes(
    _ value: Double, _ method: ReferenceFigure.Method, _ row: ReferenceRow, of n: Int
  )
    -> Bool
  {
    ReferenceComparison(
      ReferenceFigure(value: .number(value), method: method, note: ""), row, comparisons: n
    ).passes
  }

  /// 10 % of −2.5 is 0.25 on both sides.
  @Test(arguments: [(-2.26, true), (-2.74, true), (-2.24, false), (-2.76, false)])
  func relativeTolerancesAreSizes(_ value: Double, _ isRight: Bool) {
    #expect(passes(value, .analytic, row("-2.5", relative: 0.1), of: 1) == isRight)
  }

  /// A deviation of 1 over 10,000 paths has a standard error of 0.01: four are allowed among a hundred
  /// comparisons, five among more, because one in 16,000 lies beyond four by chance.
  @Test(arguments: [(1, 4.0), (100, 4), (101, 5), (10_000, 5)])
  func manyComparisonsAreAllowedFiveErrors(_ n: Int, _ errors: Double) {
    let method = ReferenceFigure.Method.simulated(paths: 10_000, standardErrors: nil)
    let reference = row("1", deviation: 1)
    #expect(passes(1 + 0.01 * (errors - 0.01), method, reference, of: n))
    #expect(!passes(1 + 0.01 * (errors + 0.01), method, reference, of: n))
  }

  /// A simulated figure is compared where the table says how it scatters, and left out where not.
  @Test func simulatedFiguresNeedADeviation() {
    let coverage = ReferenceCoverage(rules: [.simulated("x")])
    let known = row("1", deviation: 1)
    let reference = ReferenceCase(
      id: "a", rows: [known], inputs: [:], location: SourceLocation(file: "table"))
    #expect(coverage.omission(of: known, in: reference) == nil)
    #expect(
      coverage.omission(of: row("1"), in: reference) == ReferenceCoverage.withoutDeviation)
  }
}
