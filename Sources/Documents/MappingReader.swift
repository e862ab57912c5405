import Diagnostics

/// The keys of one mapping of a document.
package struct MappingReader: Sendable {
  /// The keys that lead to the mapping; empty for the document itself.
  package let path: String
  /// Where a missing key is reported.
  package let location: SourceLocation
  /// In the order of the document.
  package let entries: [YAMLEntry]

  /// - Parameter path: The keys that lead to the mapping, for messages; empty for a document.
  package init(path: String, location: SourceLocation, entries: [YAMLEntry]) {
    self.path = path
    self.location = location
    self.entries = entries
  }

  /// The top level of a document.
  package init(_ document: YAMLDocument) {
    self.init(path: "", location: SourceLocation(file: document.file), entries: document.entries)
  }

  /// Every key with its value, in the order of the document.
  package var fields: [(key: String, keyLocation: SourceLocation, field: YAMLField)] {
    entries.map { ($0.key, $0.keyLocation, YAMLField(path: path(of: $0.key), node: $0.value)) }
  }

  /// The value of a key, or `nil` if the mapping does not have it.
  package subscript(key: String) -> YAMLField? {
    entries.first { $0.key == key }.map { YAMLField(path: path(of: key), node: $0.value) }
  }

  /// The value of a key that must be there.
  ///
  /// - Parameter wanted: What to write, for the hint.
  package func required(_ key: String, _ wanted: String, errors: inout [InputError]) -> YAMLField? {
    if let field = self[key] { return field }
    let owner = path.isEmpty ? "the document" : path
    errors.append(
      InputError(
        "\(owner) lacks the key '\(key)'", at: location, hint: "write \(key): \(wanted)"))
    return nil
  }

  /// The path of a key of this mapping.
  package func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// Where a key stands; the mapping's place if it is missing.
  package func location(of key: String) -> SourceLocation {
    entries.first { $0.key == key }?.keyLocation ?? location
  }

  /// The same mapping with missing keys reported at another place, its own key say.
  package func at(_ location: SourceLocation) -> MappingReader {
    MappingReader(path: path, location: location, entries: entries)
  }

  /// Reports every key that is none of the known ones.
  package func checkKeys(_ known: [String], errors: inout [InputError]) {
    let names = Set(known)
    for entry in entries where !names.contains(entry.key) {
      let owner = path.isEmpty ? "the document" : path
      errors.append(
        InputError(
          "\(owner) has the unknown key \(shown(entry.key))", at: entry.keyLocation,
          hint: didYouMean(entry.key, among: known) ?? "the keys are \(listed(known, "and"))"))
    }
  }
}
