import Diagnostics
import Input
import Testing

/// `parameterUncertainty` of a run and `estimates` of a market.
@Suite struct UncertaintyTests {
  private static let eth = "eth: {process: geometric-brownian-motion, volatility: 0.6}"

  private static func market(_ estimates: String) -> String {
    ExampleRun.market.replacing(
      eth,
      with: """
        eth:
            process: geometric-brownian-motion
            volatility: 0.6
            estimates: \(estimates)
        """)
  }

  private static func load(
    _ section: String, estimates: String = "{volatility: {standardError: 0.05, above: 0}}"
  ) throws -> LoadedRun {
    var files = ExampleRun.files
    files["market.yaml"] = market(estimates)
    files["run.yaml"] = ExampleRun.run + section + "\n"
    return try TemporaryFolder.with(files.mapValues { Array($0.utf8) }) {
      try RunDocument.load($0 + "/run.yaml")
    }
  }

  private static func refusal(
    _ section: String, estimates: String = "{volatility: {standardError: 0.05, above: 0}}"
  ) -> String {
    do {
      _ = try load(section, estimates: estimates)
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test func estimatesAreReadButNotDrawnByDefault() throws {
    #expect(try Self.load("").plan.uncertainty == nil)
    let uncertainty = try #require(
      try Self.load("parameterUncertainty: {batches: 20}").plan.uncertainty)
    #expect(uncertainty.batches == 20 && uncertainty.factors.map(\.name) == ["eth"])
    let parameter = uncertainty.factors[0].parameters[0]
    #expect(parameter.value == 0.6 && parameter.standardError == 0.05)
    #expect(parameter.scale == .above(0))
  }

  /// 10,000 paths in 20 batches leave 5 beyond 99 %.
  @Test func levelsOutOfReachAreWarnedOf() throws {
    let warnings = try Self.load("parameterUncertainty: {batches: 20}").warnings
    #expect(warnings.contains { $0.message.contains("lie beyond 0.99") })
  }

  @Test(arguments: [
    ("{batches: 5}", "between 10 and 10000"), ("{batches: 50}", "run at least 12800 paths"),
    ("{}", "lacks the key 'batches'"), ("{batches: 20, seed: 1}", "unknown key"),
  ])
  func badSectionsAreLocated(section: String, words: String) {
    let text = Self.refusal("parameterUncertainty: \(section)")
    #expect(text.contains(words) && text.contains("run.yaml:"), "\(text)")
  }

  @Test(arguments: [
    ("{drift: {standardError: 0}}", "greater than 0"), ("{sigma: {standardError: 1}}", "unknown"),
    ("{volatility: {standardError: 0.1, above: 0.7}}", "less than 0.6"),
    ("{volatility: {standardError: 0.1, within: [0, 0.5]}}", "around the estimate"),
    ("{volatility: {standardError: 0.1}, correlations: [[volatility, drift, 0.1]]}", "no pair"),
    (
      "{volatility: {standardError: 0.1}, drift: {standardError: 0.1}, correlations: [[volatility, drift, 2]]}",
      "between -1 and 1"
    ),
  ])
  func badEstimatesAreLocated(estimates: String, words: String) {
    let text = Self.refusal("", estimates: estimates)
    #expect(text.contains(words) && text.contains("market.yaml:"), "\(text)")
  }

  /// A market without standard errors cannot be drawn from.
  @Test func marketsWithoutErrorsAreRefused() throws {
    let files = ExampleRun.files.merging([
      "run.yaml": ExampleRun.run + "parameterUncertainty: {batches: 20}\n"
    ]) { $1 }
    let error = #expect(throws: InputErrors.self) {
      try TemporaryFolder.with(files.mapValues { Array($0.utf8) }) {
        try RunDocument.load($0 + "/run.yaml")
      }
    }
    let text = error?.description ?? ""
    #expect(text.contains("no factor of the market has standard errors"))
    #expect(text.contains("lstrisk calibrate") && text.contains("run.yaml:22:23"), "\(text)")
  }
}
