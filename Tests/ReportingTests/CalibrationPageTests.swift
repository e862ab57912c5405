import Calibration
import Foundation
import Tables
import Testing

@testable import Reporting

/// What the page and the figures of a calibration say of dependence.
@Suite struct CalibrationPageTests {
  /// Prices at some days that move by turns, or not at all.
  private static func plan(_ name: String, every step: Int, moves: Bool = true) -> FactorCalibration
  {
    let days = (0..<100).map { step * $0 }
    var price = 100.0
    let values = days.indices.map { i -> Double in
      if moves { price *= exp(0.02 * sin(Double(i * i) + Double(name.utf8.count))) }
      return price
    }
    return FactorCalibration(
      factor: name, estimator: .returns(ConstantVolatilityEstimator()),
      series: DatedSeries(
        name: name, origin: "test", dates: days.map { CalendarDate(dayNumber: 18_000 + $0) },
        days: days.map(Double.init), values: values))
  }

  private static func report(_ plans: [FactorCalibration]) -> CalibrationReport {
    CalibrationReport(
      version: "1", asOf: "2024-12-31",
      result: MarketCalibration(
        plans, dependence: DependencePlan(.kendall, factors: plans.map(\.factor))),
      remarks: [], factorCount: plans.count, priors: [], priorCorrelations: [],
      correlationRepair: nil, sources: [])
  }

  private static func page(_ report: CalibrationReport) -> String {
    String(decoding: CalibrationPage.render(report), as: UTF8.self)
  }

  private static func dependence(_ report: CalibrationReport) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: Data(CalibrationJSON.render(report)))
    return try #require((json as? [String: Any])?["dependence"] as? [String: Any])
  }

  /// 100 prices of weeks are 99 intervals of 7 days, not 99 days.
  @Test func intervalsHaveTheirLength() throws {
    let report = Self.report([Self.plan("a", every: 7), Self.plan("bb", every: 7)])
    let page = Self.page(report)
    #expect(page.contains(">99 of 7 days</td>") && page.contains("Intervals</th>"))
    #expect(page.contains("On 99 common intervals of 7 days a"))
    #expect(!page.contains("99 days"))
    let dependence = try Self.dependence(report)
    #expect(dependence["commonIntervals"] as? Int == 99 && dependence["interval"] as? Double == 7)
    let pair = try #require((dependence["pairs"] as? [[String: Any]])?.first)
    #expect(pair["count"] as? Int == 99 && pair["interval"] as? Double == 7)
    #expect(pair["failure"] is NSNull && dependence["copulaFailure"] is NSNull)
  }

  /// One fit of two, and two fits without a common interval: the page says which.
  @Test func absencesHaveTheirReason() throws {
    let one = Self.report([Self.plan("a", every: 1), Self.plan("bb", every: 1, moves: false)])
    #expect(
      Self.page(one).contains("No copula was fitted: fewer than two factors have an estimate."))
    let few = Self.report([Self.plan("a", every: 1), Self.plan("bb", every: 7)])
    let words = "14 common intervals of 7 days, at least 60 are needed"
    #expect(Self.page(few).contains("No copula was fitted: \(words)."))
    let dependence = try Self.dependence(few)
    #expect(dependence["copulaFailure"] as? String == words)
    let pair = try #require((dependence["pairs"] as? [[String: Any]])?.first)
    #expect(pair["failure"] as? String == words && pair["correlation"] is NSNull)
  }
}
