import Testing
import Validation

@Suite struct ReferenceComparisonTests {
  private func run(_ rows: String) async throws -> TableReport {
    let directory = try TableDirectory()
    try directory.write(
      "estimators/moment_merge.csv",
      "case_id,blocks,quantity,expected,tol_abs,tol_rel,mc_sd,source\n" + rows)
    return try await ValidationRun(directory: directory.path).run().tables[0]
  }

  /// |got − expected| ≤ tol_abs + tol_rel |expected|; both empty: equal. The mean of 1, 2, 3 is 2.
  @Test(arguments: [
    ("2,,,", true), ("2.0,,,", true), ("2.5,0.5,,", true), ("2.5,0.499,,", false),
    ("2.5,,0.2,", true), ("2.5,,0.19,", false), ("2.5,0.3,0.08,", true), ("2.000001,,,", false),
    ("undefined,,,", false),
  ])
  func comparesNumbers(_ expected: String, passes: Bool) async throws {
    let report = try await run("a,\"[[1,2],[3]]\",mean,\(expected),\n")
    #expect(report.isPassing == passes)
    #expect(report.passed == (passes ? 1 : 0))
  }

  /// Words are equal or not; the skewness of equal values is a word.
  @Test(arguments: [("undefined", true), ("0", false), ("Undefined", false)])
  func comparesWords(_ expected: String, passes: Bool) async throws {
    let report = try await run("a,\"[[7,7],[7]]\",skewness,\(expected),1,1,,\n")
    #expect(report.isPassing == passes)
  }
}
