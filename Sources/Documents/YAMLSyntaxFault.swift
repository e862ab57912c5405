import Diagnostics

/// What the parser's complaints mean for someone who writes a document.
enum YAMLSyntaxFault {
  /// - Parameters:
  ///   - problem: The parser's own words.
  ///   - context: What it was doing.
  ///   - character: What stands at the place.
  ///   - location: Where it stopped.
  ///   - start: Where the thing it was reading began.
  static func inputError(
    problem: String, context: String, character: Character?, at location: SourceLocation,
    start: SourceLocation
  ) -> InputError {
    func fault(_ message: String, _ hint: String, at place: SourceLocation? = nil) -> InputError {
      InputError(message, at: place ?? location, hint: hint)
    }
    switch problem {
    case _ where problem.contains("cannot start any token") && character == "\t":
      return fault("a tab stands where a value or its indentation begins", "indent with spaces")
    case _ where problem.contains("cannot start any token"):
      let shown = character.map { "'\($0)'" } ?? "this character"
      return fault("a text cannot start with \(shown)", "enclose the text in double quotes")
    case _ where problem.contains("mapping values are not allowed"):
      return fault(
        "a colon stands where no key can be",
        "enclose a text with ': ' in quotes; keys of one mapping start in the same column")
    case _ where problem.contains("could not find expected ':'"):
      return fault(
        "the key that starts here has no colon", "write each line as key: value", at: start)
    case _ where problem.contains("did not find expected key"):
      return fault(
        "a key was expected here",
        "keys of one mapping start in the same column; a list item starts with '- '")
    case _ where problem.contains("did not find expected ',' or"):
      return fault(
        "the \(problem.contains("]") ? "list" : "mapping") that starts here is not closed",
        "close it with \(problem.contains("]") ? "]" : "}") and separate its values by commas",
        at: start)
    case _ where problem.contains("did not find expected '-' indicator"):
      return fault("a list item was expected here", "start each item of the list with '- '")
    case _ where problem.contains("unexpected end of stream") && context.contains("quoted"):
      return fault("the quote that opens here is never closed", "close it with a quote", at: start)
    case _ where problem.contains("unknown escape character"):
      return fault(
        "a backslash in double quotes is followed by a letter that means nothing",
        "write \\\\ for a backslash, or use single quotes")
    case _ where problem.lowercased().contains("nesting"):
      return fault(
        "the document is nested too deeply", "nest at most \(YAMLNode.depthLimit) deep")
    case _ where context.contains("alias") || context.contains("anchor"):
      return fault(
        "an alias or anchor has no name", "enclose a text that starts with * or & in quotes")
    case _ where context.contains("tag"):
      return fault(
        "a tag is not written as one", "enclose a text that starts with ! in quotes", at: start)
    case _ where context.contains("directive"):
      return fault(
        "a line that starts with % is a directive", "remove it; a comment starts with #")
    default:
      let doing = context.isEmpty ? "" : " \(context)"
      return fault(
        "this is not YAML: \(problem)\(doing)", "check the indentation and the quotes before it")
    }
  }

  /// A character that YAML does not allow at all, at a byte of the text.
  static func unreadable(
    _ bytes: UnsafeMutableBufferPointer<UInt8>, at offset: Int, _ problem: String, file: String
  ) -> InputError {
    let before = bytes[..<min(offset, bytes.count)]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let column = String(decoding: before[lineStart...], as: UTF8.self).count + 1
    return InputError(
      "this character is not allowed in YAML (\(problem))",
      at: SourceLocation(file: file, line: line, column: column),
      hint: "remove it, or save the file again as UTF-8 text")
  }
}
