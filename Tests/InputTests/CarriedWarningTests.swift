import Diagnostics
import Input
import Testing

/// What stands in place of what was asked for reaches every run of a market.
@Suite struct CarriedWarningTests {
  private static func load(_ edits: (file: String, old: String, new: String)...) throws -> LoadedRun
  {
    let files = BadDocument("edited", "run.yaml", edit: .several(edits)).files()
    return try TemporaryFolder.with(files) { try RunDocument.load("\($0)/run.yaml") }
  }

  private static func texts(_ run: LoadedRun) -> [String] {
    run.warnings.map { warning in
      let file = warning.location.file.split(separator: "/").last ?? ""
      return "\(file):\(warning.location.line): \(warning.message)"
    }
  }

  private static let pairs = "  pairs:\n    - [eth, discount, -0.3]\n"

  @Test func repairsAreTold() throws {
    let run = try Self.load(
      (
        "market.yaml", Self.pairs,
        "  repair: true\n  pairs: [[usage, eth, 0.9], [usage, discount, 0.9], [eth, discount, -0.9]]\n"
      ))
    #expect(
      Self.texts(run) == [
        "market.yaml:26: correlation repaired: usage and eth from 0.9 to 0.5 (largest of 3), "
          + "Frobenius 0.98"
      ])
    #expect(run.plan.words.warnings == run.warnings.map(\.message))
    #expect(run.warnings.first?.consequence == .substitution)
  }

  /// Of rounding nobody is told: √½ in three digits.
  @Test func roundingIsRepairedQuietly() throws {
    let run = try Self.load(
      (
        "market.yaml", Self.pairs,
        "  repair: true\n  pairs: [[eth, usage, 0.7073], [eth, discount, 0.7073]]\n"
      ))
    #expect(run.plan.paths.market.correlationMoved > 0)
    #expect(run.warnings.isEmpty)
  }

  @Test func priorsOfCorrelations() throws {
    let run = try Self.load(
      ("market.yaml", Self.pairs, Self.pairs + "  priors: [[discount, eth]]\n"))
    #expect(run.priors == ["discount", "correlation of discount and eth"])
    #expect(run.warnings.isEmpty)
    let wrong = #expect(throws: InputErrors.self) {
      try Self.load(
        ("market.yaml", Self.pairs, Self.pairs + "  priors: [[usage, eth], [eth], eth]\n"))
    }
    let text = wrong?.description ?? ""
    #expect(text.contains("correlation.priors[0] is no pair that has a correlation"))
    #expect(text.contains("correlation.priors[1] is no pair that has a correlation"))
    #expect(text.contains("correlation.priors[2] is 'eth'; it must be a list of two names"))
  }

  /// Lists of a calibration, of the document and of a factor.
  @Test func warningsOfTheCalibration() throws {
    let run = try Self.load(
      ("market.yaml", "asOf: 2024-12-31", "asOf: 2024-12-31\nwarnings: [\"a: b\"]"),
      ("market.yaml", "    prior: true", "    warnings:\n      - no estimate\n    prior: true"))
    #expect(
      Self.texts(run) == [
        "market.yaml:2: the calibration: a: b",
        "market.yaml:14: the calibration of discount: no estimate",
      ])
    #expect(run.warnings.allSatisfy { $0.consequence == .substitution })
    let wrong = #expect(throws: InputErrors.self) {
      try Self.load(("market.yaml", "asOf: 2024-12-31", "asOf: 2024-12-31\nwarnings: many"))
    }
    #expect(wrong?.description.contains("warnings is 'many'; it must be a list of texts") == true)
  }

  /// Nobody knew the terms of a later day; those of an earlier one stand without a remark.
  @Test func termsOfALaterDay() throws {
    for (date, isTold) in [("2025-03-01", true), ("2024-12-31", false), ("2024-01-27", false)] {
      let run = try Self.load(("aave.yaml", "adapter: aave-v3", "adapter: aave-v3\nasOf: \(date)"))
      let wanted =
        "aave.yaml:3: the terms of aave are of 2025-03-01, after the run's valuationDate, "
        + "2024-12-31: nobody knew them then"
      #expect(Self.texts(run) == (isTold ? [wanted] : []))
    }
  }
}
