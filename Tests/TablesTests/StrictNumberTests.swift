import Diagnostics
import Tables
import Testing

@Suite struct StrictNumberTests {
  /// reference/numerics/decimal_to_double.csv: the nearest double, or a refusal of overflow.
  @Test(arguments: try Reference.rows("numerics/decimal_to_double"))
  func agreesWithReference(_ row: ReferenceRow) throws {
    let text = try row.input("text")
    if row.quantity == "verdict" {
      #expect(row.expected == "overflow")
      let refusal = #expect(throws: Refusal.self) { try StrictNumber.parse(text) }
      #expect(refusal?.reason.contains("largest number") == true)
    } else {
      let bits = try #require(UInt64(row.expected.dropFirst(2), radix: 16))
      #expect(try StrictNumber.parse(text).bitPattern == bits)
    }
  }

  /// reference/robustness/cell_verdicts.csv, every kind of column.
  @Test(arguments: try Reference.rows("robustness/cell_verdicts"))
  func judgesCells(_ row: ReferenceRow) throws {
    let cell = try Reference.unescaped(row.input("cell"))
    let ranges: [String: NumberRange] = [
      "price": .positive, "discount": .discount, "rate": .finite,
    ]
    let kind = try row.input("column_kind")
    func value() throws -> String {
      if kind == "date" { return try CalendarDate.parse(cell).description }
      let range = try #require(ranges[kind])
      return try StrictNumber.parse(cell, in: range).description
    }
    if row.expected == "reject" {
      let refusal = #expect(throws: Refusal.self) { try value() }
      #expect(refusal?.remedy.isEmpty == false)
    } else if row.quantity == "verdict" {
      #expect(throws: Never.self) { try value() }
    } else if kind == "date" {
      #expect(try value() == row.expected)
    } else {
      #expect(try Double(value()) == Double(row.expected))
    }
  }

  @Test(arguments: [
    ("+1.5", 1.5), (".5", 0.5), ("5.", 5), ("-0", -0.0), ("007", 7), ("1e+2", 100),
    ("1E-2", 0.01), ("0e999999999999999999999", 0), ("1e-999999999999999999999", 0),
    ("123456789012345678901", 123_456_789_012_345_683_968),
  ])
  func accepts(_ text: String, _ value: Double) throws {
    #expect(try StrictNumber.parse(text).bitPattern == value.bitPattern)
  }

  /// The quick way for short decimals gives the same bits as the library's conversion.
  /// Seed 11, 20,000 texts of 1 to 24 digits; a wrong rounding in 1 of 5,000 is seen with 98 %.
  @Test func quickWayAgreesWithLibrary() throws {
    var random = SplitMix(state: 11)
    for _ in 0..<20_000 {
      var text = Bool.random(using: &random) ? "-" : ""
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        text += String(Int.random(in: 0...9, using: &random))
      }
      if Bool.random(using: &random) {
        text += "."
        for _ in 0..<Int.random(in: 0...12, using: &random) {
          text += String(Int.random(in: 0...9, using: &random))
        }
      }
      if Int.random(in: 0...3, using: &random) == 0 {
        text += "e\(Int.random(in: -30...30, using: &random))"
      }
      #expect(try StrictNumber.parse(text).bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  /// Decimals so little above the middle of two doubles that only the remainder of the division
  /// tells: dropping it rounds them down. Found with exact integers in Python.
  @Test(arguments: ["7685461179251.83252", "1459.311778995967984", "-1484962318.243948102"])
  func roundsJustAboveTheMiddle(_ text: String) throws {
    #expect(try StrictNumber.parse(text).bitPattern == Double(text)?.bitPattern)
  }

  /// Every reason has its own words, and the remedy is what to write.
  @Test(arguments: [
    ("", "a number is missing", "write the number, or leave the row out"),
    ("  ", "it is blank", "write the number, or leave the row out"),
    (" 1.5", "there are blanks around the number", "write 1.5 alone"),
    ("n/a", "a missing value is not a number", "write the number, or leave the row out"),
    ("-Inf", "it must be a finite number", "write the largest value that is meant"),
    ("2.5%", "a number has no percent sign", "write 0.025 for 2.5 %"),
    ("0.57 %", "a number has no percent sign", "write 0.0057 for 0.57 %"),
    ("x%", "a number has no percent sign", "write 0.025 for 2.5 %"),
    ("$12", "a number stands alone", "leave the unit out: it belongs into the name of the column"),
    (
      "12 USD", "a number stands alone",
      "leave the unit out: it belongs into the name of the column"
    ),
    ("=A1", "it is a formula", "export the values of the sheet, not its formulas"),
    (
      "1,5", "a number has no comma", "use a point for decimals and no mark for thousands"
    ),
    ("1_000", "a number has no mark for thousands", "write 1000 for one thousand"),
    ("0x10", "it is not a decimal number", "write 16 for 0x10"),
    ("\u{661}", "its digits are not those of ASCII", "write the digits 0 to 9"),
    ("−1", "its minus sign is not that of ASCII", "write the sign as -"),
    ("1 000", "there is a blank in the number", "write 1000 for one thousand"),
    ("1\u{7}", "there is a control character in it", "write it like 3000.25, -0.05 or 1.5e-3"),
    ("1.2.3", "a number has one point at most", "write it like 3000.25, -0.05 or 1.5e-3"),
    ("1e", "the exponent has no digits", "write it like 3000.25, -0.05 or 1.5e-3"),
    ("+", "a sign alone is no number", "write it like 3000.25, -0.05 or 1.5e-3"),
    ("--1", "a number has one sign at most", "write it like 3000.25, -0.05 or 1.5e-3"),
    ("abc", "it is not a number", "write it like 3000.25, -0.05 or 1.5e-3"),
  ])
  func explains(_ text: String, _ reason: String, _ remedy: String) {
    #expect(throws: Refusal(reason, remedy: remedy)) { try StrictNumber.parse(text) }
  }

  @Test func explainsRange() {
    let remedy = "check the column and its unit"
    #expect(throws: Refusal("it must be greater than 0", remedy: remedy)) {
      try StrictNumber.parse("-1", in: .positive)
    }
    #expect(
      throws: Refusal("it is too small to store, and it must be greater than 0", remedy: remedy)
    ) { try StrictNumber.parse("1e-400", in: .positive) }
  }

  /// A cell of megabytes is refused at once.
  @Test(.timeLimit(.minutes(1))) func doesNotExplainLongTexts() {
    let text = String(repeating: "1,", count: 1_000_000)
    #expect(throws: Refusal.self) { try StrictNumber.parse(text) }
    #expect(throws: Refusal.self) { try CalendarDate.parse(text) }
  }
}
