import Diagnostics
import Tables

/// One value of a document with its path of keys, ready to be read as what it should be.
///
/// Every reading function returns `nil` after it has noted what is wrong, so that a reader goes on
/// and finds the next mistake.
package struct YAMLField: Sendable {
  /// The keys that lead to the value, for example `limits[0].level`.
  package let path: String
  /// What is written there.
  package let node: YAMLNode

  /// - Parameter path: The keys that lead to the value, for messages.
  package init(path: String, node: YAMLNode) {
    self.path = path
    self.node = node
  }

  /// Where the value is written; errors of it stand there.
  package var location: SourceLocation { node.location }

  /// An error of this value: its path, what was found, and what it must be.
  ///
  /// - Parameters:
  ///   - demand: A clause such as «it must be a list».
  ///   - hint: What to write instead.
  package func refused(_ demand: String, hint: String?) -> InputError {
    InputError("\(path) is \(node.words); \(demand)", at: location, hint: hint)
  }

  /// The scalar; a list or a mapping is an error.
  private func scalar(_ wanted: String, hint: String, _ errors: inout [InputError]) -> YAMLScalar? {
    if case .scalar(let scalar) = node.content, !scalar.isMissing || !scalar.isPlain {
      return scalar
    }
    errors.append(refused("it must be \(wanted)", hint: hint))
    return nil
  }
}

extension YAMLField {
  /// A text of one line, with or without quotes.
  ///
  /// - Parameter wanted: What it is, for messages.
  package func text(_ wanted: String = "a text", errors: inout [InputError]) -> String? {
    guard let scalar = scalar(wanted, hint: "write \(wanted) behind the colon", &errors) else {
      return nil
    }
    guard let refusal = NameRule.refusal(of: scalar.text, limit: 1_000) else { return scalar.text }
    errors.append(refused(refusal.reason, hint: refusal.remedy))
    return nil
  }

  /// A name that tables and spreadsheets take (`NameRule`).
  package func name(_ wanted: String, errors: inout [InputError]) -> String? {
    guard let scalar = scalar(wanted, hint: "write \(wanted) behind the colon", &errors) else {
      return nil
    }
    guard let refusal = NameRule.refusalOfName(scalar.text) else { return scalar.text }
    errors.append(refused(refusal.reason, hint: refusal.remedy))
    return nil
  }

  /// A number by the strict grammar, without quotes.
  ///
  /// - Parameter hint: What an error says where the number is outside the range.
  package func number(
    in range: NumberRange = .finite, hint: String? = nil, errors: inout [InputError]
  ) -> Double? {
    guard let scalar = scalar("a number", hint: YAMLNumber.plainForm, &errors) else { return nil }
    do {
      let value = try YAMLNumber.parse(scalar)
      if range.contains(value) { return value }
      errors.append(refused("it must be \(range.words)", hint: hint))
    } catch {
      errors.append(refused(error.reason, hint: error.remedy))
    }
    return nil
  }

  /// A whole number that an `Int` holds; `3e2` is one.
  ///
  /// - Parameter hint: What an error says where the number is outside the range.
  package func integer(
    in range: ClosedRange<Int>, hint: String? = nil, errors: inout [InputError]
  ) -> Int? {
    let bounds = NumberRange(from: Double(range.lowerBound), to: Double(range.upperBound))
    guard let value = number(in: bounds, hint: hint, errors: &errors) else { return nil }
    if let whole = Int(exactly: value) { return whole }
    errors.append(refused("it must be a whole number", hint: "leave the decimals out"))
    return nil
  }

  /// A whole number of 64 bits, as digits.
  package func seed(errors: inout [InputError]) -> UInt64? {
    let hint = "write digits alone, without a sign, a point or an exponent"
    guard let scalar = scalar("a whole number", hint: hint, &errors) else { return nil }
    let isWritten = scalar.isPlain && scalar.text.utf8.allSatisfy { (48...57).contains($0) }
    let hasZero = scalar.text.count > 1 && scalar.text.hasPrefix("0")
    if isWritten && !hasZero, let value = UInt64(scalar.text) { return value }
    errors.append(
      refused("it must be a whole number between 0 and 18446744073709551615", hint: hint))
    return nil
  }

  /// `true` or `false`.
  package func flag(errors: inout [InputError]) -> Bool? {
    let hint = "write true or false, without quotes"
    guard let scalar = scalar("true or false", hint: hint, &errors) else { return nil }
    if scalar.isPlain && scalar.text == "true" { return true }
    if scalar.isPlain && scalar.text == "false" { return false }
    errors.append(refused("it must be true or false", hint: hint))
    return nil
  }

  /// A day, written as 2024-12-31.
  package func date(errors: inout [InputError]) -> CalendarDate? {
    guard let scalar = scalar("a date", hint: "write it like 2024-12-31", &errors) else {
      return nil
    }
    do {
      return try CalendarDate.parse(scalar.text)
    } catch {
      errors.append(refused(error.reason, hint: error.remedy))
      return nil
    }
  }

  /// One of a few words, with or without quotes.
  package func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ type: Choice.Type, errors: inout [InputError]
  ) -> Choice? {
    choice(among: Array(type.allCases), errors: &errors)
  }

  /// One of some values, by their words.
  package func choice<Choice: RawRepresentable<String>>(
    among values: [Choice], errors: inout [InputError]
  ) -> Choice? {
    let found = word(among: values.map(\.rawValue), errors: &errors)
    return values.first { $0.rawValue == found }
  }

  /// One of the given words, as it stands.
  package func word(among words: [String], errors: inout [InputError]) -> String? {
    let allowed = listed(words, "or")
    guard let scalar = scalar(allowed, hint: "write \(allowed)", &errors) else { return nil }
    if words.contains(scalar.text) { return scalar.text }
    errors.append(refused("it must be \(allowed)", hint: didYouMean(scalar.text, among: words)))
    return nil
  }

  /// The items of a list, each with its number from 0 in its path.
  ///
  /// - Parameter wanted: What the value is, for messages, as «a list of names».
  package func items(
    _ wanted: String, hint: String, errors: inout [InputError]
  ) -> [YAMLField]? {
    guard case .sequence(let nodes) = node.content else {
      errors.append(refused("it must be \(wanted)", hint: hint))
      return nil
    }
    return nodes.enumerated().map { YAMLField(path: "\(path)[\($0)]", node: $1) }
  }

  /// The keys of a mapping; each that is none of the known ones is an error of its own, and the
  /// mapping is read all the same.
  package func mapping(
    known: [String], hint: String? = nil, errors: inout [InputError]
  ) -> MappingReader? {
    guard
      let reader = openMapping(
        hint: hint ?? "its keys are \(listed(known, "and"))", errors: &errors)
    else { return nil }
    reader.checkKeys(known, errors: &errors)
    return reader
  }

  /// The keys of a mapping whose names the document chooses.
  package func openMapping(hint: String, errors: inout [InputError]) -> MappingReader? {
    guard case .mapping(let entries) = node.content else {
      errors.append(refused("it must be a mapping", hint: hint))
      return nil
    }
    return MappingReader(path: path, location: location, entries: entries)
  }
}
