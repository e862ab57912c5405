import Calibration
import Foundation
import Input
import Testing

/// Units of histories, each against the same history in fractions.
@Suite struct SeriesUnitTests {
  /// The values of one rate in a unit, the table holding the fraction times a factor.
  private func values(_ unit: String, times factor: Double) throws -> [Double] {
    var rows = CalibrationFolder.rows
    for i in rows.indices {
      let rate = 0.03 + 0.001 * Double(i % 7)
      rows[i][2] = String(format: "%.6f", rate * factor)
    }
    let mapping = CalibrationFolder.mapping
      .replacing("quantity: rate, unit: fraction", with: "quantity: rate, unit: \(unit)")
      .replacing(
        "factors:\n", with: "factors:\n  staking: {estimator: cox-ingersoll-ross, series: apr}\n")
    let market = CalibrationFolder.market.replacing(
      "factors:\n",
      with: """
        factors:
          staking: {process: cox-ingersoll-ross, initial: 0.03, mean: 0.03, speed: 1, volatility: 0.05}

        """)
    let files = CalibrationFolder.files([
      "mapping.yaml": mapping, "market.yaml": market, "eth.csv": CalibrationFolder.table(rows),
    ])
    return try TemporaryFolder.with(files) { folder in
      let loaded = try CalibrationDocument.load("\(folder)/mapping.yaml", writing: "market.yaml")
      return try #require(loaded.plans.first { $0.factor == "staking" }).series.values
    }
  }

  /// 300 basis points are 3 per cent are 0.03.
  @Test(arguments: [("fraction", 1.0), ("percent", 100), ("basis-points", 10_000)])
  func rates(_ unit: String, _ factor: Double) throws {
    let found = try values(unit, times: factor)
    #expect(found.count == CalibrationFolder.dayCount)
    for (i, value) in found.enumerated() {
      #expect(abs(value - (0.03 + 0.001 * Double(i % 7))) < 1e-9)
    }
  }
}
