import Diagnostics
import Testing

import struct Diagnostics.SourceLocation

@Suite struct NumberRangeTests {
  @Test(arguments: [
    (NumberRange.finite, "a finite number"), (.positive, "greater than 0"),
    (.nonNegative, "at least 0"), (.fraction, "between 0 and 1"),
    (.fractionBelowOne, "at least 0 and less than 1"),
    (.openFraction, "strictly between 0 and 1"),
    (NumberRange(from: 0, to: 2.5, includesLower: false), "greater than 0 and at most 2.5"),
    (NumberRange(from: -.infinity, to: -1e300), "at most -1e+300"),
    (NumberRange(from: -.infinity, to: 3, includesUpper: false), "less than 3"),
  ])
  func saysWhatItAllows(_ range: NumberRange, _ words: String) {
    #expect(range.words == words)
  }

  @Test func containsItsEndsAsStated() {
    #expect(NumberRange.fraction.contains(0) && NumberRange.fraction.contains(1))
    #expect(!NumberRange.openFraction.contains(0) && !NumberRange.openFraction.contains(1))
    #expect(!NumberRange.fractionBelowOne.contains(1) && NumberRange.fractionBelowOne.contains(0))
    #expect(!NumberRange.fraction.contains(1.0.nextUp))
    #expect(!NumberRange.positive.contains(-0.0))
    #expect(NumberRange.nonNegative.contains(0) && !NumberRange.nonNegative.contains(-1e-300))
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity]) func neverHoldsTheNonFinite(_ x: Double) {
    #expect(!NumberRange.finite.contains(x))
    #expect(!NumberRange.nonNegative.contains(x))
  }
}

@Suite struct ParameterTableTests {
  private let declared = [
    Parameter(
      "volatility", .positive, usual: .priceVolatility, unit: "per square root of a year",
      "volatility σ"),
    Parameter(
      "level", .fraction, usual: .share(0.01, 0.9), default: 0.5, unit: "fraction", "level θ"),
  ]
  private let entry = SourceLocation(file: "run.yaml", line: 4, column: 3)

  /// The table and the messages of given values, each written in line 5, 6, … by name.
  private func check(
    _ given: [String: Double]
  ) -> (table: ParameterTable?, errors: [InputError]) {
    var errors: [InputError] = []
    var values: [String: (value: Double, location: SourceLocation)] = [:]
    for (i, name) in given.keys.sorted().enumerated() {
      values[name] = (given[name] ?? .nan, SourceLocation(file: "run.yaml", line: 5 + i))
    }
    let table = ParameterTable(
      values, declared: declared, owner: "factors.eth (test)", at: entry, errors: &errors)
    return (table, errors)
  }

  @Test func takesValuesAndDefaultsWithTheirPlaces() throws {
    let (table, errors) = check(["volatility": 0.8])
    let read = try #require(table)
    #expect(errors.isEmpty)
    #expect(read["volatility"] == 0.8)
    #expect(read["level"] == 0.5)
    #expect(read.location(of: "volatility").line == 5)
    #expect(read.location(of: "level") == entry)
  }

  @Test func collectsEveryMistake() {
    let (table, errors) = check(["volatilty": 0.8, "level": 1.5, "other": 1])
    #expect(table == nil)
    #expect(
      InputErrors(errors).description == """
        run.yaml:4:3: error: factors.eth (test) lacks the parameter 'volatility', greater than 0 \
        (per square root of a year)
          hint: volatility σ
        run.yaml:5: error: factors.eth (test).level is 1.5; it must be between 0 and 1
          hint: write 0.015 for 1.5 %
        run.yaml:6: error: factors.eth (test) has the unknown parameter 'other'
          hint: it takes volatility, level
        run.yaml:7: error: factors.eth (test) has the unknown parameter 'volatilty'
          hint: did you mean 'volatility'?
        """)
  }

  /// Unknown names come in their own order, not in that of a hash table.
  @Test func reportsUnknownNamesInOrder() {
    let names = (0..<20).map { String(UnicodeScalar(UInt8(97 + $0))) }
    let given = Dictionary(uniqueKeysWithValues: names.map { ($0, 1.0) })
    let unknown = check(given).errors.filter { $0.message.contains("unknown") }
    #expect(unknown.map(\.location.line) == Array(5..<25))
  }

  @Test(arguments: [Double.nan, .infinity, 0, -1]) func refuses(_ volatility: Double) {
    #expect(check(["volatility": volatility]).errors.count == 1)
  }

  @Test func saysThatNothingIsTaken() {
    var errors: [InputError] = []
    _ = ParameterTable(["x": (1, entry)], declared: [], owner: "gbm", at: entry, errors: &errors)
    #expect(errors.first?.hint == "it takes no parameters")
  }

  @Test func trapsOnMisuse() async {
    await #expect(processExitsWith: .failure) {
      _ = ParameterTable(["x": 1], declared: [])
    }
    await #expect(processExitsWith: .failure) {
      _ = ParameterTable([:], declared: [])["x"]
    }
  }
}
