import Diagnostics

/// Reads the parameters that a catalogue entry declares.
package enum ParameterReader {
  /// Reads every key that is declared and refuses the others; what is missing without a default is an error.
  ///
  /// - Parameters:
  ///   - reader: The entry's mapping.
  ///   - owner: The entry in words, for messages.
  ///   - keys: Further keys of the mapping that are no parameters.
  /// - Returns: `nil` after an error.
  package static func table(
    _ reader: MappingReader, declared: [Parameter], owner: String, keys: [String],
    errors: inout [InputError]
  ) -> ParameterTable? {
    let before = errors.count
    let names = declared.map(\.name)
    var values: [String: (value: Double, location: SourceLocation)] = [:]
    var unread: Set<String> = []
    for (key, place, field) in reader.fields where !keys.contains(key) {
      guard names.contains(key) else {
        let known = names + keys
        errors.append(
          InputError(
            "\(owner) has the unknown key \(shown(key))", at: place,
            hint: didYouMean(key, among: known)
              ?? (known.isEmpty ? "it takes no keys" : "its keys are \(listed(known, "and"))")))
        continue
      }
      if let value = field.number(errors: &errors) {
        values[key] = (value, field.location)
      } else {
        unread.insert(key)
      }
    }
    // A parameter that could not be read is not missing.
    let table = ParameterTable(
      values, declared: declared.filter { !unread.contains($0.name) }, owner: owner,
      at: reader.location, errors: &errors)
    return errors.count == before ? table : nil
  }
}
