import Diagnostics

/// The header row of a CSV file.
struct CSVHeader {
  /// The names of the columns as written.
  let names: [String]
  private let positions: [TextPosition]
  private let line: Int

  /// Reads comments and the header; the scanner then stands at the first row.
  ///
  /// - Returns: `nil` if there is no header; the mistake is in `faults`.
  init?(_ scanner: inout CSVScanner, in bytes: [UInt8], faults: inout CSVFaultList) {
    var hasBlankLine = false
    while true {
      while scanner.isAtComment { scanner.skipLine() }
      guard scanner.nextRow() else {
        faults.add(
          "the file has no header", atLine: scanner.line,
          hint: "the first row names the columns")
        return nil
      }
      guard scanner.isBlank else { break }
      if !hasBlankLine {
        faults.add(
          "a blank line stands before the header", at: scanner.cells[0].position,
          hint: "remove it")
      }
      hasBlankLine = true
    }
    for fault in scanner.faults { faults.add(fault) }
    names = scanner.cells.map { $0.text(in: bytes) }
    positions = scanner.cells.map(\.position)
    line = scanner.rowLine
  }

  /// Reports columns that are nameless, repeated, unknown or missing.
  func check(
    required: [String], optional: [String], others: CSVTable.OtherColumns,
    faults: inout CSVFaultList
  ) {
    let known = required + optional
    let knownNames = Set(known)
    var first: [String: Int] = [:]
    for (i, name) in names.enumerated() {
      if name.isEmpty {
        faults.add("column \(i + 1) has no name", at: positions[i], hint: "name it or remove it")
      } else if let earlier = first[name] {
        faults.add(
          "the name \(quoted(name)) stands over the columns \(earlier + 1) and \(i + 1)",
          at: positions[i], hint: "rename or remove one of them")
      } else {
        first[name] = i
        if others == .refused && !knownNames.contains(name) {
          faults.add(
            "there is no column \(quoted(name)) in this table", at: positions[i],
            hint: nameHint(for: name, among: known) ?? "the columns are \(listed(known))")
        }
      }
    }
    let strangers = Array(names.lazy.filter { !knownNames.contains($0) }.prefix(100))
    for name in required where first[name] == nil {
      faults.add(
        "the column '\(name)' is missing", atLine: line,
        hint: nearestName(to: name, among: strangers).map {
          "rename the column \(quoted($0)) to '\(name)'"
        } ?? "the header has \(listed(names))")
    }
  }

  /// Whether the line names columns: not one wide cell between other separators than the comma, and no
  /// address or remark above the header.
  ///
  /// - Parameter scanner: Stands behind the line.
  func isHeader(
    before scanner: CSVScanner, required: [String], faults: inout CSVFaultList
  ) -> Bool {
    guard names.count == 1, !required.contains(names[0]) else { return true }
    let marks: [(Character, String)] = [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")]
    if let (_, word) = marks.first(where: { names[0].contains($0.0) }) {
      faults.add(
        "this looks separated by \(word); tables are separated by commas, and decimals take a point",
        atLine: line, hint: "save it with commas, with a point in its numbers")
      return false
    }
    var next = scanner
    guard next.nextRow(), next.cells.count > 1,
      next.cells.allSatisfy({ StrictNumber.valueIfNumber(next.text(of: $0)) == nil })
    else { return true }
    faults.add(
      "the first line is \(quoted(names[0])), and the next has \(next.cells.count) cells: it is no header",
      atLine: line, hint: "remove it, or write # before it; the header names the columns")
    return false
  }

  /// The first ten names, separated by commas.
  private func listed(_ names: [String]) -> String {
    let shown = names.prefix(10).map { quoted($0) }.joined(separator: ", ")
    return names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
  }
}
