import Diagnostics

/// One YAML document as a tree whose every key and value knows its place.
///
/// The subset that documents are written in has no anchors, aliases, merge keys, tags, directives
/// and no second document: each of them is refused where it stands, before anything is expanded.
package struct YAMLDocument: Sendable {
  /// Largest document in bytes: 16 MiB.
  package static let sizeLimit = 16 << 20
  /// Most mappings and lists inside each other.
  package static let depthLimit = 64
  /// Refusals of one document that are listed.
  static let refusalLimit = 50

  /// The keys of the document.
  package let entries: [YAMLEntry]
  package let file: String

  /// - Parameters:
  ///   - bytes: UTF-8 text, as `InputFile.read` gives it.
  ///   - file: The document's name for messages.
  ///   - errors: Receives what is refused. A repeated key is an error that leaves the document
  ///     readable: its first value counts.
  /// - Returns: `nil` if the text cannot be read as one mapping.
  package init?(_ bytes: [UInt8], file: String, errors: inout [InputError]) {
    guard bytes.count <= Self.sizeLimit else {
      errors.append(
        InputError(
          "the document has \(bytes.count) bytes, more than the limit of \(Self.sizeLimit)",
          at: SourceLocation(file: file), hint: "keep tables in CSV files"))
      return nil
    }
    var composer = YAMLComposer(bytes, file: file)
    let root = composer.document()
    errors += composer.errors
    guard let root else { return nil }
    guard case .mapping(let entries) = root.content else {
      errors.append(
        InputError(
          "the document is \(root.words); it must be a mapping",
          at: root.location, hint: "write each line as key: value"))
      return nil
    }
    self.entries = entries
    self.file = file
  }

  /// The entries of a mapping at the top level; none if it is missing or no mapping.
  func section(_ key: String) -> [YAMLEntry] {
    guard case .mapping(let entries)? = entries.first(where: { $0.key == key })?.value.content
    else { return [] }
    return entries
  }
}

extension YAMLNode {
  /// What was found, in words for messages.
  package var words: String {
    switch content {
    case .sequence: return "a list"
    case .mapping: return "a mapping"
    case .scalar(let scalar):
      if scalar.isMissing { return "empty" }
      if !scalar.isPlain { return "the text \(shown(scalar.text))" }
      let isNumeric = scalar.text.allSatisfy { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
      return isNumeric && scalar.text.utf8.count <= 40 ? scalar.text : shown(scalar.text)
    }
  }
}

/// A text between apostrophes for a message: at most 40 characters, control characters spelled out.
func shown(_ text: String) -> String {
  let limit = 40
  let scalars = text.unicodeScalars.prefix(limit).map { scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator:
      "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default: String(scalar)
    }
  }
  return text.unicodeScalars.count > limit ? "'\(scalars.joined())…'" : "'\(scalars.joined())'"
}
