import Calibration
import Diagnostics
import Foundation
import Tables
import Testing

/// History that lies beside the repository on some machines.
private enum SharedHistory {
  static let path = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/data/lst_ratio_daily.csv").path(percentEncoded: false)
}

/// How much of a discount's volatility is noise of its prices: stETH over ETH from daily closes of
/// different venues and from daily medians of synchronous hourly pairs, 2021-07-01 to 2023-02-25.
///
/// Runs where the folder `shared/data` lies beside the repository. Volatilities per square root of a
/// year with 95 % intervals:
///
///                         exact observations        with measurement error
///     daily closes        15.5 % (14.6 to 16.5)     7.0 % (5.5 to 8.9), error 51 bp
///     hourly medians       5.3 % (5.0 to 5.6)       4.5 % (4.0 to 5.0), error 10 bp
///
/// Closes that are not synchronous carry the move of ETH in between: taken as exact they treble the
/// volatility. With an error of their own they come near the medians, whose own error is small. What
/// remains is noise that lasts longer than a day (thin trading before 2022), which an independent error
/// cannot take up.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: SharedHistory.path)))
struct DiscountNoiseTests {
  private static func series(_ column: String) throws -> LevelSeries {
    var errors: [InputError] = []
    let table = try #require(
      CSVTable(
        contents: try InputFile.read(SharedHistory.path), file: "lst_ratio_daily.csv",
        required: ["date", column], others: .ignored, errors: &errors))
    var days: [Double] = []
    var values: [Double] = []
    for row in table where !row.cell(column).isEmpty {
      let text = row.cell("date").text
      guard text >= "2021-07-01" && text <= "2023-02-25",
        let date = row.cell("date").date(errors: &errors),
        let value = row.cell(column).number(in: .positive, errors: &errors)
      else { continue }
      days.append(Double(date.dayNumber))
      values.append(value)
    }
    return try LevelSeries(days: days, values: values)
  }

  private static func volatility(
    _ column: String, _ error: MeasurementError
  ) throws -> ParameterEstimate {
    var estimator = DiscountEstimator()
    estimator.measurementError = error
    return try estimator.fit(try series(column))["volatility"]
  }

  @Test func noiseIsNotDiscountVolatility() throws {
    let closes = try Self.volatility("steth_eth_yahoo_close", .none)
    let modelled = try Self.volatility("steth_eth_yahoo_close", .estimated)
    let medians = try Self.volatility("steth_eth_cg_hourly_median", .none)
    let medianModelled = try Self.volatility("steth_eth_cg_hourly_median", .estimated)
    #expect(abs(closes.value - 0.1548) < 0.001)
    #expect(abs(modelled.value - 0.0697) < 0.001)
    #expect(abs(medians.value - 0.0528) < 0.001)
    #expect(abs(medianModelled.value - 0.0449) < 0.001)
    let interval = try #require(closes.interval)
    #expect(interval.lowerBound > 2 * medianModelled.value)
  }
}
