import Calibration
import Diagnostics
import Foundation
import Input
import Testing

/// Histories of something else than the factor that they are given for.
@Suite struct HistorySlipTests {
  // MARK: backtest

  private static let market = """
    asOf: 2024-12-31
    factors:
      eth: {process: geometric-brownian-motion, volatility: 0.6}
      ratio: {process: student-t, scale: 0, degreesOfFreedom: 3}
      discount: {process: ratio-discount, logReturn: ratio}
    tokens:
      ETH: {price: 3000, factor: eth}
      WETH: {}
      wstETH: {exchangeRate: 1.2, discountFactor: discount}
      stETH: {discountFactor: discount}
      USDC: {price: 1.0}

    """

  private static func move(_ i: Int) -> Double {
    let u = (Double(i * i) * 0.6180339887498949 + 0.3).truncatingRemainder(dividingBy: 1)
    return (u < 0.5 ? -1 : 1) * (0.01 + 0.02 * abs(2 * u - 1))
  }

  /// Days up to 2024-12-31 of ETH, which ends at 3,000, and a token 0.2 % below it; `shift` dates the token late.
  private static func closes(shift: Int = 0) -> String {
    var logs = [log(3_000.0)]
    for i in 0..<400 { logs.append(logs[i] + move(i)) }
    logs.reverse()
    let end = Date(timeIntervalSince1970: 1_735_603_200)
    let rows = (1...399).map { i in
      let date = end.addingTimeInterval(Double(i - 399) * 86_400)
      let text = date.formatted(.iso8601.year().month().day())
      let steth = exp(logs[i + 1 - shift]) * (0.998 + 0.0005 * cos(Double(3 * i)))
      return "\(text),\(exp(logs[i + 1])),\(steth)\n"
    }
    return "date,eth,steth\n" + rows.joined()
  }

  private func warnings(_ ratio: String, shift: Int = 0) throws -> [String] {
    var files = ExampleRun.files
    files["run.yaml"] =
      ExampleRun.run + """
        backtest:
          from: 2024-06-01
          to: 2024-06-20
          window: 100
          horizons: [1 d]
          models: [ewma]
          history:
            eth: {file: h.csv, column: eth}
            ratio: \(ratio)

        """
    files["market.yaml"] = Self.market
    files["h.csv"] = Self.closes(shift: shift)
    return try TemporaryFolder.with(files.mapValues { Array($0.utf8) }) {
      try BacktestDocument.load("\($0)/run.yaml").run.warnings
        .filter { $0.message.contains("backtest.history") }.map(\.message)
    }
  }

  @Test func aRatioLiesNearOneAndBelow() throws {
    let right = "{file: h.csv, column: steth, over: {file: h.csv, column: eth}}"
    #expect(try warnings(right).isEmpty)
    let price = try warnings("{file: h.csv, column: steth}")
    #expect(price.count == 1)
    #expect(price.first?.hasPrefix("backtest.history.ratio has the median ") == true)
    #expect(
      price.first?.hasSuffix("; ratio moves no price, and a market ratio lies near 1") == true)
    #expect(
      try warnings("{file: h.csv, column: eth, over: {file: h.csv, column: steth}}") == [
        "backtest.history.ratio is above 1 on 100 % of its days: is the ratio upside down?"
      ])
    let late = try warnings(right, shift: 1)
    #expect(late.count == 1)
    #expect(late.first?.hasSuffix("is one of the two dated a step off?") == true, "\(late)")
  }

  // MARK: calibration

  private func calibrated(
    _ edits: [(file: String, old: String, new: String)] = [], rows: [[String]]? = nil
  ) throws -> [String] {
    var files = CalibrationFolder.files(
      rows.map { ["eth.csv": CalibrationFolder.table($0)] } ?? [:])
    for edit in edits {
      let text = String(decoding: files[edit.file] ?? [], as: UTF8.self)
      try #require(text.contains(edit.old), "\(edit.old)")
      files[edit.file] = Array(text.replacing(edit.old, with: edit.new).utf8)
    }
    return try TemporaryFolder.with(files) { folder in
      let loaded = try CalibrationDocument.load(
        folder + "/mapping.yaml", writing: folder + "/out.yaml")
      let result = MarketCalibration(loaded.plans, dependence: loaded.dependence)
      return try CalibratedMarket(loaded, result, version: "1").warnings.map(\.message)
    }
  }

  @Test func aRightCalibrationIsQuiet() throws {
    #expect(try calibrated().allSatisfy { $0.contains("bias of a short history") })
  }

  /// The last close times 100 against 3,000: cents.
  @Test func tokensInCentsAreAsked() throws {
    let rows = CalibrationFolder.rows.map { row in
      [row[0], "\((Double(row[1]) ?? 0) * 100)", row[2], row[3]]
    }
    let found = try calibrated(rows: rows)
    #expect(
      found.contains {
        $0.hasPrefix("tokens.ETH.price becomes ")
          && $0.hasSuffix(", the last value of eth; the market document has 3000")
      }, "\(found)")
  }

  /// A log price moves an eighth of what the price does: 0.25 % a day instead of 2 %.
  @Test func estimatesThatNoPriceHasAreAsked() throws {
    let rows = CalibrationFolder.rows.map { row in
      [row[0], "\(log(Double(row[1]) ?? 1))", row[2], row[3]]
    }
    let found = try calibrated(rows: rows)
    #expect(
      found.contains { $0.hasPrefix("eth: scale is estimated at 0.00") && $0.contains("is usual") },
      "\(found)")
  }

  /// Idle shares for used ones: the odds of 0.8 and of 0.2 are 16 apart.
  @Test func estimatesFarFromThoseBeforeAreRemarkedUpon() throws {
    let rows = CalibrationFolder.rows.map { row in
      [row[0], row[1], row[2], String(format: "%.4f", 1 - (Double(row[3]) ?? 0))]
    }
    let found = try calibrated(rows: rows)
    #expect(
      found.contains {
        $0.hasPrefix("usage: mean is estimated at 0.")
          && $0.hasSuffix("far from the market document's 0.84")
      }, "\(found)")
  }
}
