/// What a run over a directory of reference tables found.
package struct ValidationReport: Sendable {
  /// In the order of their names.
  package let tables: [TableReport]
  /// Files beside the tables that hold no cases: data that some cases refer to.
  package let dataFileCount: Int

  /// Values that agree, over all tables.
  package var passed: Int { tables.reduce(0) { $0 + $1.passed } }
  /// Claimed values that do not agree, over all tables.
  package var failed: Int { tables.reduce(0) { $0 + $1.failed } }
  /// Values that are not claimed, over all tables.
  package var notCovered: Int { tables.reduce(0) { $0 + $1.notCovered } }
  /// Whether no claimed value fails: the exit code 0 of `lstrisk validate`.
  package var isPassing: Bool { failed == 0 }
}

extension ValidationReport {
  /// Longest line of `text`, in characters.
  package static let textWidth = 110

  /// The report for a terminal: a line per table, under it what failed and what is not covered.
  package var text: String {
    var lines = [
      Self.columns("table", "cases", "passed", "failed", "not covered")
    ]
    for table in tables {
      lines.append(
        Self.columns(
          table.name, "\(table.caseCount)", "\(table.passed)", "\(table.failed)",
          "\(table.notCovered)"))
      for error in table.errors { lines += Self.wrapped(error, indent: 4) }
      for failure in table.failures {
        lines += Self.wrapped(
          "FAILED \(failure.caseID) \(failure.quantity): got \(failure.got), "
            + "expected \(failure.expected) (\(failure.detail))", indent: 4)
      }
      for omission in table.omissions {
        let names = omission.quantities.prefix(6).joined(separator: ", ")
        let more = omission.quantities.count > 6 ? ", …" : ""
        lines += Self.wrapped(
          "not covered: \(omission.count) \(omission.count == 1 ? "value" : "values") (\(names)\(more)): \(omission.reason)",
          indent: 4)
      }
    }
    let checked = tables.count { $0.passed + $0.failed > 0 }
    lines.append("")
    lines.append(
      "\(tables.count) tables, \(checked) of them claimed in whole or in part; "
        + "\(dataFileCount) data files")
    lines.append("values: \(passed) passed, \(failed) failed, \(notCovered) not covered")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func columns(
    _ name: String, _ cases: String, _ passed: String, _ failed: String, _ notCovered: String
  ) -> String {
    let head = name + String(repeating: " ", count: max(1, 50 - name.count))
    return head
      + [(cases, 8), (passed, 10), (failed, 10), (notCovered, 14)].map { text, width in
        String(repeating: " ", count: max(1, width - text.count)) + text
      }.joined()
  }

  /// Breaks a text at blanks; a word that is too long is broken where the line ends.
  static func wrapped(_ text: String, indent: Int) -> [String] {
    let width = textWidth - indent
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      var word = word[...]
      if !line.isEmpty && line.count + 1 + word.count > width {
        lines.append(margin + line)
        line = "  "
      } else if !line.isEmpty {
        line += " "
      }
      while line.count + word.count > width {
        let part = word.prefix(width - line.count)
        lines.append(margin + line + part)
        word = word.dropFirst(part.count)
        line = "  "
      }
      line += word
    }
    if !line.isEmpty { lines.append(margin + line) }
    return lines
  }
}
