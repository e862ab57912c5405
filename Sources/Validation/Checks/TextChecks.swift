import Diagnostics
import Tables

extension ReferenceCheck {
  /// Numbers as the readers take them.
  static let decimalToDouble = ReferenceCheck(
    "numerics/decimal_to_double", [.claimed("bits", "verdict")]
  ) { reference, figures in
    let text = try reference.text("text")
    do throws(Refusal) {
      let value = try StrictNumber.parse(text)
      figures.add("bits", word: "0x" + hexadecimal(value.bitPattern, digits: 16))
      figures.add("verdict", word: "accept")
    } catch {
      // The only refusal of a text that writes a decimal number.
      let isOverflow = error.reason.contains("beyond the largest number")
      figures.add("verdict", word: isOverflow ? "overflow" : "reject")
    }
  }

  /// Numbers as the writer prints them, taken apart.
  static let doubleToDecimal = ReferenceCheck(
    "numerics/double_to_decimal",
    [
      .notCovered(
        because: "the writer takes finite numbers only",
        where: { reference in
          guard let word = reference.word("bits"), word.hasPrefix("0x"),
            let bits = UInt64(word.dropFirst(2), radix: 16)
          else { return false }
          return !Double(bitPattern: bits).isFinite
        }),
      .claimed("digits", "exponent10"),
    ]
  ) { reference, figures in
    let value = Double(bitPattern: try bits(reference, "bits"))
    var writer = CSVWriter(columns: ["x"])
    _ = writer.drain()
    writer.append([.number(value)])
    let printed = String(decoding: writer.drain().dropLast(), as: UTF8.self)
    let parts = DecimalParts(printed)
    let isRead = try StrictNumber.parse(printed).bitPattern == value.bitPattern
    figures.add("digits", word: isRead ? parts.digits : "another number")
    figures.add("exponent10", Double(parts.exponent))
  }

  static let civilDates = ReferenceCheck(
    "numerics/civil_dates",
    [.claimed("day_number", "weekday", "days", "act_365", "act_365_25", "act_360")]
  ) { reference, figures in
    let date = try CalendarDate.parse(try reference.text("date"))
    let later = try CalendarDate.parse(try reference.text("later_date"))
    figures.add("day_number", Double(date.dayNumber))
    figures.add("weekday", Double(date.weekday))
    figures.add("days", Double(date.days(to: later)))
    figures.add("act_365", date.yearFraction(to: later))
    figures.add("act_365_25", date.yearFraction(to: later, daysPerYear: 365.25))
    figures.add("act_360", date.yearFraction(to: later, daysPerYear: 360))
  }

  static let sha256 = ReferenceCheck("numerics/sha256", [.claimed("digest")]) {
    reference, figures in
    let message = try reference.unescapedText("message_utf8")
    figures.add("digest", word: SHA256.hexDigest(of: Array(message.utf8)))
  }

  private static let cellKinds = ["price", "discount", "rate", "date"]

  /// One cell in a file of two columns, read as a price, a discount, a rate or a date.
  static let cellVerdicts = ReferenceCheck(
    "robustness/cell_verdicts",
    [
      .notCovered(
        because: "no such kind of column",
        where: { !cellKinds.contains($0.word("column_kind") ?? "") }),
      .claimed("verdict", "value"),
    ]
  ) { reference, figures in
    let kind = try reference.text("column_kind")
    let cell = try reference.unescapedText("cell")
    let quoted = "\"" + cell.replacing("\"", with: "\"\"") + "\""
    let file = "row,\(kind)\n1,\(quoted)\n"
    var errors: [InputError] = []
    let table = CSVTable(
      contents: Array(file.utf8), file: "cell.csv", required: ["row", kind], errors: &errors)
    var value: String?
    for row in table.map(Array.init) ?? [] {
      let cell = row.cell(kind)
      switch kind {
      case "date": value = cell.date(errors: &errors)?.description
      case "price": value = cell.number(in: .positive, errors: &errors)?.description
      case "discount": value = cell.number(in: .discount, errors: &errors)?.description
      default: value = cell.number(errors: &errors)?.description
      }
    }
    let isAccepted = errors.isEmpty && value != nil
    figures.add("verdict", word: isAccepted ? "accept" : "reject")
    if isAccepted, let value { figures.add("value", word: value) }
  }

  /// One text written to a file and read back.
  static let exportCells = ReferenceCheck(
    "robustness/export_cells", [.claimed("must_neutralise", "quoted")]
  ) { reference, figures in
    let text = try reference.quotedText("text")
    var writer = CSVWriter(columns: ["text", "row"])
    let header = writer.drain()
    writer.append([.text(text), .integer(1)])
    let field = writer.drain()
    var errors: [InputError] = []
    let table = CSVTable(
      contents: header + field, file: "export.csv", required: ["text", "row"], errors: &errors)
    guard let table, let cell = table.map({ $0.cell("text").text }).first else {
      throw InputErrors(errors)
    }
    let isWhole = FormulaGuard.unguarded(cell) == text
    let isGuarded = cell != text
    let isSafe = !(cell.utf8.first.map { "=+-@\t\r\n".utf8.contains($0) } ?? false)
    figures.add(
      "must_neutralise", word: isWhole && isSafe ? "\(isGuarded)" : "not safe or not whole")
    figures.add("quoted", word: "\(field.first == UInt8(ascii: "\""))")
  }
}
