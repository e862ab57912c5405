import Diagnostics

/// One YAML document as a tree whose every key and value knows its place.
///
/// The subset that documents are written in has no anchors, aliases, merge keys, tags, directives
/// and no second document: each of them is refused where it stands, before anything is expanded.
package struct YAMLDocument: Sendable {
  /// Largest document in bytes: 16 MiB.
  package static let sizeLimit = 16 << 20

  /// The keys of the document, in its order.
  package let entries: [YAMLEntry]
  /// The document's name for messages.
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
  package func section(_ key: String) -> [YAMLEntry] {
    guard case .mapping(let entries)? = entries.first(where: { $0.key == key })?.value.content
    else { return [] }
    return entries
  }
}
