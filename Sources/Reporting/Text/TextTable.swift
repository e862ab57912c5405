/// Columns of text on a terminal: the first stands left, the others right.
struct TextTable {
  private var rows: [[String]]
  private let firstWidth: Int

  /// - Parameter firstWidth: Longer texts of the first column are cut.
  init(_ heading: [String], firstWidth: Int = 20) {
    rows = [heading]
    self.firstWidth = firstWidth
  }

  mutating func append(_ row: [String]) {
    precondition(row.count == rows[0].count, "a row has one text per column")
    rows.append([TextTable.cut(row[0], firstWidth)] + row.dropFirst())
  }

  /// The lines, indented by two blanks, without blanks at their ends.
  var lines: [String] {
    let widths = rows[0].indices.map { k in rows.map { $0[k].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.indices.map { k -> String in
        let blanks = String(repeating: " ", count: widths[k] - row[k].count)
        return k == 0 ? row[k] + blanks : blanks + row[k]
      }
      let line = "  " + cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// A text in lines of at most so many characters, indented by two blanks; longer words are cut.
  static func wrapped(_ text: String, width: Int = 100) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in clean(text).split(separator: " ") {
      if !line.isEmpty && 3 + line.count + word.count > width {
        lines.append("  " + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + cut(String(word), width - 2)
    }
    return line.isEmpty ? lines : lines + ["  " + line]
  }

  /// A text of at most so many characters, without controls: a terminal would obey them.
  static func cut(_ text: String, _ width: Int) -> String {
    let safe = clean(text)
    return safe.count > width ? safe.prefix(width - 1) + "…" : safe
  }

  /// A text without control characters.
  static func clean(_ text: String) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
      safe.append(isControl ? "?" : scalar)
    }
    return String(safe)
  }
}
