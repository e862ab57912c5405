import Calibration
import Diagnostics
import Documents
import MarketDocuments
import Tables
import Testing

/// A market document that history says nothing about keeps its numbers, as priors.
@Suite struct MarketWriterTests {
  private let base = """
    asOf: 2024-01-01
    source: "by hand"
    factors:
      eth: {process: garch-t, alpha: 0.1, bound: 1, prior: true}
      peg: {process: stablecoin-peg, speed: 300}
    tokens:
      ETH: {price: 3000, factor: eth}
    correlation:
      pairs:
        - [eth, peg, 0.25]

    """

  private func writer(_ text: String, tokens: [TokenValue] = []) throws -> MarketWriter {
    var errors: [InputError] = []
    let document = try #require(
      YAMLDocument(Array(text.utf8), file: "base.yaml", errors: &errors))
    #expect(errors.isEmpty)
    return MarketWriter(
      MarketSource(
        base: document, asOf: CalendarDate(dayNumber: 20_088), tokens: tokens,
        warnings: [.warning("a gap", at: SourceLocation(file: "m.yaml"), .likelySlip)],
        inputs: [("00ff", "../mapping.yaml")], factorPlaces: [:],
        correlationPlace: SourceLocation(file: "m.yaml")),
      MarketCalibration([], dependence: nil))
  }

  @Test func numbersStayAsPriors() throws {
    var writer = try writer(base)
    let text = writer.document(version: "1")
    #expect(text.hasPrefix("# Made by lstrisk calibrate 1 from history up to 2024-12-31:\n"))
    #expect(text.contains("\n#   00ff  ../mapping.yaml\n"))
    #expect(text.contains("\nasOf: 2024-12-31\nwarnings:\n  - \"a gap\"\n"))
    #expect(text.contains("\n    alpha: 0.1\n") && text.contains("\n    speed: 300\n"))
    #expect(text.contains("    - [eth, peg, 0.25]  # prior\n"))
    // The bound is a convention, and `peg` does not say that it is a prior.
    #expect(writer.priors.map(\.factor) == ["eth"] && writer.priors[0].parameters == ["alpha"])
    #expect(writer.correlation.priors.count == 1 && writer.correlation.repaired == nil)
    var errors: [InputError] = []
    let read = YAMLDocument(Array(text.utf8), file: "out.yaml", errors: &errors)
    #expect(errors.isEmpty)
    #expect(
      read?.entries.map(\.key)
        == ["asOf", "warnings", "source", "factors", "tokens", "correlation"])
  }

  @Test func tokensTakeTheirLastValues() throws {
    let value = TokenValue(
      symbol: "ETH", key: "price", value: 3_332.53, date: CalendarDate(dayNumber: 20_088),
      series: "eth-close", at: SourceLocation(file: "mapping.yaml"))
    var writer = try writer(base, tokens: [value])
    #expect(
      writer.document(version: "1").contains(
        "\n  ETH: {price: 3332.53, factor: eth}  # price: eth-close, 2024-12-31\n"))
  }

  /// 0.9, 0.9 and -0.9 contradict each other: the nearest correlations are 0.5, 0.5 and -0.5.
  @Test func contradictingCorrelationsAreRepaired() throws {
    let pairs = """
          - [eth, queue, 0.9]
          - [peg, queue, 0.9]

      """
    var writer = try writer(
      base.replacing("0.25]\n", with: "-0.9]\n" + pairs).replacing(
        "  peg: {", with: "  queue: {process: exit-queue, mean: 1}\n  peg: {"))
    let text = writer.document(version: "1")
    let repair = try #require(writer.correlation.repaired)
    #expect(repair.isLarge && abs(abs(repair.repaired) - 0.5) < 1e-6)
    #expect(text.contains("[eth, peg, -0.4995]") && text.contains("[eth, queue, 0.4995]"))
    #expect(writer.warnings.contains { $0.message.hasPrefix("correlation repaired: ") })
  }
}
