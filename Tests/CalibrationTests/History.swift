import Calibration
import Foundation
import Tables

/// Daily closes of ETH-USD from Data/history.
enum EthCloses {
  /// 2017-11-09 to 2024-12-31.
  static func history() throws -> DailyHistory {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = root.appending(path: "Data/history/eth_usd_daily.csv").path(percentEncoded: false)
    return try DailyHistory(
      contents: try InputFile.read(path), file: path, valueColumn: "close_usd")
  }

  /// Their log returns.
  static func returns() throws -> ReturnSeries {
    try ReturnSeries(prices: try history().values)
  }
}
