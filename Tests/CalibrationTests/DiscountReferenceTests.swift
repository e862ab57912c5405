import Calibration
import Diagnostics
import Foundation
import Tables
import Testing

/// The discount of stETH in the shipped closes against statsmodels 0.15.0, whose state-space form of an
/// AR(1) with measurement error is the same law at equal steps:
///
///     x = -log(steth_close_usd / close_usd)["2023-05-21":"2024-12-31"].asfreq("D")
///     SARIMAX(1e3 * x, order=(1, 0, 0), trend="c", measurement_error=True)
///
/// fitted by Nelder-Mead and then BFGS (gtol 1e-8) from three starts, with κ = −365 ln φ and
/// σ² = 2κ σ²_ε / (1 − φ²). The second set has the days of the year that 7 divides set to NaN.
@Suite struct DiscountReferenceTests {
  private static func history() throws -> LevelSeries {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Data/history")
    func column(_ file: String, _ name: String) throws -> DailyHistory {
      let path = folder.appending(path: file).path(percentEncoded: false)
      return try DailyHistory(
        contents: try InputFile.read(path), file: file, valueColumn: name)
    }
    let first = try #require(CalendarDate(year: 2023, month: 5, day: 21))
    let last = try #require(CalendarDate(year: 2024, month: 12, day: 31))
    let count = first.days(to: last) + 1
    let steth = try column("lst_usd_daily.csv", "steth_close_usd").values(upTo: last, count: count)
    let ether = try column("eth_usd_daily.csv", "close_usd").values(upTo: last, count: count)
    let ratios = zip(try #require(steth), try #require(ether)).map { $0 / $1 }
    return try LevelSeries(
      days: ratios.indices.map { Double(first.dayNumber + $0) }, values: ratios)
  }

  private struct Expected {
    let logLikelihood: Double
    let level: Double
    let speed: Double
    let volatility: Double
    let error: Double
  }

  /// Parameters within a hundredth of a standard error, ℓ to 1e-6.
  private func compare(_ series: LevelSeries, _ expected: Expected) throws {
    var estimator = DiscountEstimator()
    estimator.measurementError = .estimated
    let fit = try estimator.fit(series)
    // Densities of the ratio, not of its logarithm.
    let logLikelihood = fit.logLikelihood + series.values.reduce(0) { $0 + log($1) }
    #expect(abs(logLikelihood - expected.logLikelihood) < 1e-6 * expected.logLikelihood)
    for (name, value) in [
      ("level", expected.level), ("speed", expected.speed), ("volatility", expected.volatility),
      ("measurementError", expected.error),
    ] {
      let error = try #require(fit[name].standardError)
      #expect(abs(fit[name].value - value) < 0.01 * error, "\(name)")
    }
  }

  @Test func everyDay() throws {
    try compare(
      try Self.history(),
      Expected(
        logLikelihood: 2876.3092843882864, level: 0.0014877023366990738,
        speed: 6.227721589188573, volatility: 0.005193131459431731,
        error: 0.0017347942478390635))
  }

  @Test func missingDays() throws {
    let whole = try Self.history()
    let start = CalendarDate(year: 2023, month: 1, day: 1)?.dayNumber ?? 0
    let kept = whole.values.indices.filter { i in
      let day = Int(whole.days[i]) - start
      return (day < 365 ? day + 1 : day - 364) % 7 != 0
    }
    let series = try LevelSeries(
      days: kept.map { whole.days[$0] }, values: kept.map { whole.values[$0] })
    #expect(series.count == 507)
    try compare(
      series,
      Expected(
        logLikelihood: 2463.1041605137452, level: 0.0015352686519871407,
        speed: 4.40441548511371, volatility: 0.004144520219386742, error: 0.0017684157458144206))
  }
}
