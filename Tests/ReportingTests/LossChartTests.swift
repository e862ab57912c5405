import RiskMeasures
import Studies
import Testing

@testable import Reporting

@Suite struct LossChartTests {
  private func bars(_ subject: SubjectResult) throws -> [(style: String, tip: String)] {
    let picture = try #require(LossChart.figure(of: subject, .equityLoss, numeraire: .usd)).text
    return picture.matches(of: /class="(bar[a-z ]*)"><title>([^<]*)<\/title><\/rect>/).map {
      (String($0.output.1), String($0.output.2))
    }
  }

  /// VaR 95 % is 3.2 M: of the bins of 1 M those from 3 M on have their middle beyond it.
  @Test func barsBeyondVaRHaveTheTailsColour() throws {
    let bars = try bars(SyntheticRun.total)
    let tail = bars.filter { $0.style == "bar tail" }.map(\.tip)
    #expect(
      tail == [
        "3.00 M to 4.00 M: 350 paths, 3.50 %", "4.00 M to 5.00 M: 110 paths, 1.10 %",
        "5.00 M to 6.00 M: 40 paths, 0.40 %",
      ])
    #expect(bars.contains { $0.style == "bar" && $0.tip == "2.00 M to 3.00 M: 900 paths, 9.00 %" })
  }

  /// A VaR of 0 is where the first bin begins: its paths, nearly all without loss, are not beyond it.
  @Test func pathsWithoutLossAreNotBeyondAVaROfZero() throws {
    var figures = try MostlyZero.figures
    figures = QuantityFigures(
      quantity: .equityLoss, mean: figures.mean, standardDeviation: figures.standardDeviation,
      minimum: 0, maximum: 1e7, probabilityPositive: figures.probabilityPositive,
      tails: [
        TailFigures(
          level: 0.8, valueAtRisk: Estimate(value: 0, standardError: 0),
          expectedShortfall: Estimate(value: 2.5e6, standardError: 5e4))
      ], histogram: figures.histogram)
    let styles = try bars(SyntheticRun.total.with([figures])).map(\.style)
    #expect(styles.first == "bar")
    #expect(styles.dropFirst().allSatisfy { $0 == "bar tail" })
  }

  /// An interval as wide as the picture leaves no room beside it; 99.978 % is not all paths.
  @Test func labelsOfWideIntervalsStayInside() throws {
    let figures = QuantityFigures(
      quantity: .equityLoss, mean: Estimate(value: 900, standardError: 500),
      standardDeviation: 1e5, minimum: 0, maximum: 3.9e7,
      probabilityPositive: ProbabilityEstimate(successes: 22, trials: 100_000),
      tails: [
        TailFigures(
          level: 0.999, valueAtRisk: Estimate(value: 0, standardError: 0),
          expectedShortfall: Estimate(value: 902_000, standardError: 505_000))
      ],
      histogram: LossHistogram(
        lowerEdge: 0, binWidth: 4_000, counts: [99_978, 10, 2] + [Int](repeating: 0, count: 40),
        below: 0, above: 10))
    let subject = SyntheticRun.total.with([figures])
    let picture = try #require(LossChart.figure(of: subject, .equityLoss, numeraire: .usd)).text
    let texts = PlacedText.all(in: picture)
    #expect(texts.contains { $0.content == "ES 99.9 %  902 ± 505 k" })
    #expect(texts.contains { $0.content == "99.978 % of paths" })
    #expect(texts.contains { $0.content == "0.010 %" })
    for text in texts { #expect(text.left >= 0 && text.right <= 400, "\(text.content)") }
  }

  /// A pilot that saw no loss leaves one bar, which stands inside the plot.
  @Test func aSingleBarStandsInsideThePlot() throws {
    let figures = QuantityFigures(
      quantity: .equityLoss, mean: Estimate(value: 10, standardError: 5), standardDeviation: 1e3,
      minimum: 0, maximum: 1e6,
      probabilityPositive: ProbabilityEstimate(successes: 5, trials: 10_000),
      tails: [
        TailFigures(
          level: 0.99, valueAtRisk: Estimate(value: 0, standardError: 0),
          expectedShortfall: Estimate(value: 5_000, standardError: 3_000))
      ],
      histogram: LossHistogram(
        lowerEdge: 0, binWidth: 0, counts: [9_995] + [Int](repeating: 0, count: 199), below: 0,
        above: 5))
    let subject = SyntheticRun.total.with([figures])
    let picture = try #require(LossChart.figure(of: subject, .equityLoss, numeraire: .usd)).text
    let bar = try #require(picture.firstMatch(of: /<rect x="([0-9.]+)"[^>]*class="bar"/))
    let line = try #require(picture.firstMatch(of: /<line x1="([0-9.]+)"[^>]*class="a"/))
    #expect(Double(bar.output.1) == Double(line.output.1))
    #expect(ExceedanceChart.figure(of: subject, .equityLoss, numeraire: .usd) != nil)
  }
}
