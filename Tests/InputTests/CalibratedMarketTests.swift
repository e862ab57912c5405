import Calibration
import Foundation
import Input
import Testing

@Suite struct CalibratedMarketTests {
  private static func market(_ other: [String: String] = [:]) throws -> CalibratedMarket {
    try TemporaryFolder.with(CalibrationFolder.files(other)) { folder in
      let loaded = try CalibrationDocument.load(
        folder + "/mapping.yaml", writing: folder + "/out.yaml")
      let result = MarketCalibration(loaded.plans, dependence: loaded.dependence)
      return try CalibratedMarket(loaded, result, version: "1")
    }
  }

  @Test func estimatesStandBesidePriors() throws {
    let lines = try Self.market().text.split(separator: "\n").map(String.init)
    #expect(lines.contains("asOf: 2024-06-30"))
    #expect(lines.contains { $0.hasPrefix("    degreesOfFreedom: ") && $0.contains("  # ± ") })
    #expect(lines.contains("    jumpRate: 2  # prior"))
    #expect(lines.contains("    initial: \(CalibrationFolder.rows[181][3])"))
    #expect(lines.contains { $0.hasPrefix("  ETH: {price: \(CalibrationFolder.rows[181][1])") })
  }

  /// What is estimated carries its error in a form that a run can draw from; what is kept does not.
  @Test func estimatesCarryTheirErrors() throws {
    let lines = try Self.market().text.split(separator: "\n").map(String.init)
    #expect(lines.contains("    estimates:"))
    #expect(
      lines.contains {
        $0.hasPrefix("      degreesOfFreedom: {standardError: ") && $0.contains(", above: ")
      })
    #expect(lines.contains { $0.hasPrefix("      correlations: [[") })
    let mapping = CalibrationFolder.mapping.replacing(
      "series: usage}", with: "series: usage, keep: [speed]}")
    let kept = try Self.market(["mapping.yaml": mapping]).text
    #expect(!kept.contains("speed: {standardError"))
  }

  @Test func priorsAreListedByParameter() throws {
    let priors = try Self.market().priors
    #expect(priors.map(\.factor) == ["usage", "peg"])
    #expect(priors[0].parameters == ["jumpRate", "jumpSize"])
    #expect(priors[1].parameters == ["speed", "volatility"])
  }

  /// A parameter that is kept has the base document's value.
  @Test func keptParametersStay() throws {
    let mapping = CalibrationFolder.mapping.replacing(
      "series: usage}", with: "series: usage, keep: [speed]}")
    let text = try Self.market(["mapping.yaml": mapping]).text
    #expect(text.contains("    speed: 12  # prior"))
  }

  /// A correlation matrix that is none is moved, and the document says so.
  @Test func correlationsAreRepaired() throws {
    let pairs = """
      correlation:
        pairs:
          - [eth, usage, 0.9]
          - [eth, peg, 0.9]
          - [usage, peg, -0.9]

      """
    let market = try Self.market(["market.yaml": CalibrationFolder.market + pairs])
    // 0.5 of every pair is the nearest: the matrix of rank 2 with entries ±1/2; √(6 · 0.4²) = 0.98.
    #expect(abs((market.correlationRepair?.distance ?? 0) - 0.9798) < 1e-4)
    #expect(
      market.warnings.map(\.message) == [
        "correlation repaired: eth and usage from 0.9 to 0.5 (largest of 3), Frobenius 0.98"
      ])
    #expect(market.text.contains("- [eth, usage, 0.4995]  # prior"))
    #expect(market.text.contains("warnings:\n  - \"correlation repaired: eth and usage"))
  }
}
