import RiskMeasures
import Studies
import Testing

@testable import Reporting

/// What pages and words do where the usual branch is not taken.
@Suite struct SecondBranchTests {
  private func result(
    _ subjects: [SubjectResult], contributions: [ContributionResult] = []
  ) throws -> RunResult {
    let run = try SyntheticRun.result()
    return RunResult(
      plan: run.plan, subjects: subjects, contributions: contributions, series: [],
      convergence: [], limits: [], worstPaths: [], bridgedAccounts: 0)
  }

  /// One account is nobody's likeliest.
  @Test func aSingleAccountIsNotTheLikeliest() throws {
    let single = try result([
      SyntheticRun.total, SyntheticRun.loops, SyntheticRun.accounts[0],
    ])
    let sentence = try #require(PlainSummary(single).sentences.first)
    #expect(sentence.contains("at least one of 1 account is liquidated"))
    #expect(!sentence.contains("likeliest"))
  }

  /// The likeliest is named wherever it stands, and nobody is where none is ever liquidated.
  @Test func theLikeliestIsNamed() throws {
    let accounts = SyntheticRun.accounts
    let two = try result([SyntheticRun.total, SyntheticRun.loops, accounts[2], accounts[1]])
    #expect(
      try #require(PlainSummary(two).sentences.first)
        .contains("the likeliest is \(accounts[1].name), on 0.6"))
    let none = try result([SyntheticRun.total, SyntheticRun.loops, accounts[2], accounts[2]])
    #expect(try !#require(PlainSummary(none).sentences.first).contains("likeliest"))
  }

  /// From 2 to 7 is from −7 to −2 the other way round.
  @Test func negatedIntervalsAreTurnedRound() {
    var figure = Figure(
      value: 3, standardError: 1, lower: 2, upper: 7, confidence: 0.95, method: "")
    #expect(figure.negated.value == -3 && figure.negated.standardError == 1)
    #expect(figure.negated.lower == -7 && figure.negated.upper == -2)
    figure.upper = nil
    #expect(figure.negated.lower == nil && figure.negated.upper == -2)
  }

  /// Of 530 accounts 20 are open, 480 folded, and 30 in accounts.csv.
  @Test func accountsBeyondTheLimitAreCounted() throws {
    let accounts = (0..<530).map { SyntheticRun.accounts[1].named("account \($0)") }
    let body = try #require(
      AccountSection.body(
        try result([SyntheticRun.total] + accounts), SyntheticRun.context)
    ).text
    #expect(body.contains("480 more accounts"))
    #expect(body.contains("30 more accounts in accounts.csv"))
    #expect(body.contains("account 499<") && !body.contains("account 500<"))
    let few = try #require(
      AccountSection.body(
        try result([SyntheticRun.total] + accounts.prefix(20)), SyntheticRun.context)
    ).text
    #expect(!few.contains("more account"))
  }

  /// Left out are the bins that hold half a per cent of the paths at most together, and on the right
  /// half a per mille beyond every figure. Of 10,000: 30 + 20 are left out, 31 + 20 are not.
  @Test(arguments: [(30, 2), (31, 1)]) func histogramsLeaveOutHalfAPerCent(
    _ first: Int, _ start: Int
  ) {
    let inner = 10_000 - first - 20 - 4 - 1
    let histogram = LossHistogram(
      lowerEdge: 0, binWidth: 10, counts: [first, 20, inner, 4, 1], below: 0, above: 0)
    let figure = Figure(
      value: 25, standardError: 1, lower: 24, upper: 26, confidence: 0.95, method: "")
    let window = LossWindow(histogram, [figure])
    #expect(window.bins == start..<3)
    #expect(window.low == Double(start) * 10 && window.high == 30)
  }

  /// The higher of two autocorrelations beyond the band has a bar that is as much higher.
  @Test func autocorrelationsKeepTheirRatio() throws {
    let chart = CalibrationCharts.autocorrelations([0.8, -0.4], bound: 0.1, title: "x").text
    let heights = chart.matches(of: /height="([0-9.]+)"\s*class="bar tail"/)
      .compactMap { Double($0.1) }
    try #require(heights.count == 2)
    #expect(abs(heights[0] / heights[1] - 2) < 1e-9)
  }
}
