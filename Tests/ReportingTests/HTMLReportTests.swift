import Foundation
import Studies
import Testing

@testable import Reporting

@Suite struct HTMLReportTests {
  private func page(_ result: RunResult? = nil) throws -> String {
    let result = try result ?? SyntheticRun.result()
    return String(decoding: HTMLReport.render(result, SyntheticRun.context), as: UTF8.self)
  }

  @Test func namesNeverBecomeMarkup() throws {
    let page = try page()
    #expect(!page.contains("<b>&"))
    #expect(!page.contains("<i>overnight"))
    #expect(!page.contains("<prior>"))
    #expect(!page.contains("a<1>"))
    #expect(!page.contains("\u{1b}"))
    #expect(page.contains("&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;"))
  }

  @Test func sectionsStandInOrder() throws {
    let page = try page()
    let places = HTMLSectionCatalog.all.map {
      page.range(of: "<section id=\"\($0.id)\"")?.lowerBound
    }
    #expect(places.allSatisfy { $0 != nil })
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
  }

  @Test func breachesStandFirstAndInWords() throws {
    let page = try page()
    let hard = try #require(page.range(of: "hard limit breached"))
    let warning = try #require(page.range(of: "! warning"))
    let passed = try #require(page.range(of: "✓ passed"))
    #expect(hard.lowerBound < warning.lowerBound && warning.lowerBound < passed.lowerBound)
  }

  @Test func noNumberIsMalformed() throws {
    let page = try page()
    for text in ["nan", "NaN", "inf ", "infinity", "Optional("] { #expect(!page.contains(text)) }
  }

  @Test func summaryIsInPlainWords() throws {
    let expected = [
      "Over 4 days, at least one of 3 accounts is liquidated on 2.80 % (2.49 to 3.14 %) of 10,000"
        + " simulated paths; the likeliest is =cmd|'/C calc'!A0, on 1.80 % (1.55 to 2.08 %).",
      "Borrowers gain USD 100 ± 20 k on average. On the worst 1 % of paths they lose more than USD"
        + " 4.70 ± 0.10 M, and USD 5.60 ± 0.15 M (28.0 % of their equity) on average.",
      "Lenders are left with bad debt on 0.120 % (0.06 to 0.21 %) of paths; over the worst 1 % of"
        + " paths for them it averages USD 56.0 ± 1.5 k.",
      "The largest contribution to ES 97.5 % of equity loss is that of account =cmd|'/C calc'!A0,"
        + " USD 3.60 ± 0.11 M (75 % of it); by token it is wstETH collateral, USD 8.00 ± 0.24 M.",
      "Of 3 limits, 1 is breached and 1 is in warning.",
    ]
    let found = PlainSummary(try SyntheticRun.result()).sentences
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) { #expect(found == expected) }
  }

  @Test func linesDoNotBreakInsideFigures() {
    #expect(
      "lose USD 4.7 ± 0.1 M (28 % of it).".withFiguresUnbroken
        == "lose USD\u{a0}4.7\u{a0}±\u{a0}0.1\u{a0}M (28\u{a0}% of it).")
  }

  /// Without tails, series, contributions and limits there is less to show, and no failure.
  @Test func bareResultsAreShownToo() throws {
    let full = try SyntheticRun.result()
    let bare = RunResult(
      plan: full.plan, subjects: full.subjects.map(\.withoutTails), contributions: [], series: [],
      convergence: [], limits: [], worstPaths: [], bridgedAccounts: 0)
    let page = try page(bare)
    #expect(!page.contains("<section id=\"limits\""))
    #expect(page.contains("<section id=\"accounts\""))
    #expect(TextReport.render(bare, directory: nil).contains("Total"))
  }
}

extension SubjectResult {
  /// The subject as a run without account tails and histograms has it.
  var withoutTails: SubjectResult {
    SubjectResult(
      kind: kind, name: name, book: book, view: view, collateralValue: collateralValue,
      debtValue: debtValue, exposure: exposure, healthFactor: healthFactor,
      distanceToLiquidation: distanceToLiquidation,
      quantities: quantities.map {
        QuantityFigures(
          quantity: $0.quantity, mean: $0.mean, standardDeviation: $0.standardDeviation,
          minimum: $0.minimum, maximum: $0.maximum, probabilityPositive: $0.probabilityPositive,
          tails: [], histogram: nil)
      }, liquidation: liquidation, firstLiquidations: firstLiquidations)
  }
}
