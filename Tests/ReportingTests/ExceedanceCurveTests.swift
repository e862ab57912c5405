import RiskMeasures
import Studies
import Testing

@testable import Reporting

@Suite struct ExceedanceCurveTests {
  /// Ten paths that lose 0 six times, 1, 2, 2 and 5, in bins of 1.
  private func figures(
    counts: [Int] = [6, 1, 2, 0, 0, 1], maximum: Double = 5, above: [Double] = [1, 2, 2, 5],
    threshold: Double = 0
  ) throws -> QuantityFigures {
    let zeros = counts[0]
    var figures = QuantityFigures(
      quantity: .badDebt, mean: Estimate(value: 1, standardError: 0.5), standardDeviation: 1,
      minimum: 0, maximum: maximum,
      probabilityPositive: ProbabilityEstimate(successes: 10 - zeros, trials: 10), tails: [],
      histogram: LossHistogram(lowerEdge: 0, binWidth: 1, counts: counts, below: 0, above: 0))
    figures.exceedances = try TailSample(
      paths: 10, above: above, threshold: threshold, atThreshold: threshold == 0 ? zeros : 0
    ).exceedances()
    return figures
  }

  private func corners(_ curve: ExceedanceCurve) -> [ExceedanceCurve.Point] {
    var corners: [ExceedanceCurve.Point] = []
    for point in curve.points where corners.last != point { corners.append(point) }
    return corners
  }

  private static let stairs: [ExceedanceCurve.Point] = [
    .init(loss: 0, share: 1), .init(loss: 0, share: 0.4), .init(loss: 1, share: 0.4),
    .init(loss: 1, share: 0.3), .init(loss: 2, share: 0.3), .init(loss: 2, share: 0.1),
    .init(loss: 5, share: 0.1),
  ]

  @Test func stairsOfASmallSample() throws {
    #expect(corners(try #require(ExceedanceCurve(try figures()))) == Self.stairs)
  }

  /// Where the tail begins above 0 the bins' edges take its place: P(L ≥ 1) = 0.4.
  @Test func histogramReachesWhereTheTailDoesNot() throws {
    let curve = try #require(
      ExceedanceCurve(try figures(above: [2, 2, 5], threshold: 1.5)))
    #expect(corners(curve) == Self.stairs.filter { $0.loss != 1 || $0.share == 0.4 })
  }

  /// Six of ten paths in one bar are more than half; five are not, and no loss at all needs no curve.
  @Test func onlyWhereOneBarHoldsMoreThanHalf() throws {
    #expect(try ExceedanceCurve(figures()) != nil)
    #expect(try ExceedanceCurve(figures(counts: [5, 2, 2, 0, 0, 1])) == nil)
    #expect(try ExceedanceCurve(figures(counts: [10, 0], maximum: 0, above: [])) == nil)
  }

  /// Rank 9,500 of 10,000 loses 5 M and 500 lose more; rank 9,900 loses 9 M and 100 lose more.
  @Test(arguments: [(0.95, 5e6), (0.99, 9e6)])
  func passesThroughValueAtRisk(_ level: Double, _ valueAtRisk: Double) throws {
    let figures = try MostlyZero.figures
    #expect(figures.tail(at: level)?.valueAtRisk.value == valueAtRisk)
    let curve = try #require(ExceedanceCurve(figures))
    #expect(
      curve.points.contains { $0.loss == valueAtRisk && abs($0.share - (1 - level)) < 1e-12 })
  }

  /// 10,000 paths: four decades on 180 units, 45 each; 0.01 % is six characters wide, so that the plot
  /// begins at 48 and 9 M of 10 M lie at 48 + 0.9 × 344 = 357.6. ES 99 % is the mean of 9.01 ... 10 M, 9.505 M,
  /// at 375.0.
  @Test func marksStandOnTheCurve() throws {
    let subject = SyntheticRun.total.with([try MostlyZero.figures])
    let picture = try #require(ExceedanceChart.figure(of: subject, .equityLoss, numeraire: .usd))
      .text
    #expect(picture.contains("<circle cx=\"357.6\" cy=\"106\" r=\"3.2\" class=\"var\">"))
    #expect(picture.contains("<title>VaR 99 % 9.0"))
    #expect(picture.contains("<circle cx=\"375\" cy=\"106\" r=\"3.2\" class=\"es\">"))
    // The curve: from everybody down to the 1,000 that lose, and to one path at 10 M.
    #expect(picture.contains("<polyline points=\"48,16 "))
    #expect(picture.contains(" 48,61 "))
    #expect(picture.contains(" 392,196\" class=\"cline curve\""))
    for tick in ["100 %", "10 %", "1 %", "0.1 %", "0.01 %"] {
      #expect(picture.contains(">\(tick)</text>"))
    }
  }

  /// The figures beside the picture are those of summary.csv, digit for digit.
  @Test func picturesHaveTheFiguresOfTheSummary() throws {
    let run = try SyntheticRun.result()
    let result = RunResult(
      plan: run.plan, subjects: [run.total.with([try MostlyZero.figures])], contributions: [],
      series: [], convergence: [], limits: [], worstPaths: [], bridgedAccounts: 0)
    let csv = String(decoding: SummaryTable.render(result, SyntheticRun.context), as: UTF8.self)
    let rows = csv.split(separator: "\n").filter { $0.contains("equity_loss") }
    let curve = try #require(ExceedanceCurve(try MostlyZero.figures))
    for (level, share) in [("0.95", 0.05), ("0.99", 0.01)] {
      let row = try #require(rows.first { $0.contains(",var,\(level),") })
      let values = row.split(separator: ",", omittingEmptySubsequences: false).compactMap {
        Double($0)
      }
      #expect(
        curve.points.contains { values.contains($0.loss) && abs($0.share - share) < 1e-12 })
    }
  }
}

extension SubjectResult {
  /// The subject with other figures.
  func with(_ quantities: [QuantityFigures]) -> SubjectResult {
    SubjectResult(
      kind: kind, name: name, book: book, view: view, collateralValue: collateralValue,
      debtValue: debtValue, exposure: exposure, healthFactor: healthFactor,
      distanceToLiquidation: distanceToLiquidation,
      quantities: quantities
        + self.quantities.filter { own in !quantities.contains { $0.quantity == own.quantity } },
      liquidation: liquidation, firstLiquidations: firstLiquidations)
  }
}
