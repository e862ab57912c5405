/// The values that a numeric parameter may take.
public struct NumberRange: Sendable, Hashable {
  /// May be −infinity, which the range then does not contain.
  public let lowerBound: Double
  /// May be infinity, which the range then does not contain.
  public let upperBound: Double
  /// Whether the lower bound itself is allowed.
  public let includesLower: Bool
  /// Whether the upper bound itself is allowed.
  public let includesUpper: Bool

  /// A closed range unless an end is left out.
  public init(
    from lowerBound: Double, to upperBound: Double, includesLower: Bool = true,
    includesUpper: Bool = true
  ) {
    self.lowerBound = lowerBound
    self.upperBound = upperBound
    self.includesLower = includesLower
    self.includesUpper = includesUpper
  }

  /// Every finite number.
  public static let finite = NumberRange(from: -.infinity, to: .infinity)
  /// Finite and greater than 0.
  public static let positive = NumberRange(from: 0, to: .infinity, includesLower: false)
  /// Finite and at least 0.
  public static let nonNegative = NumberRange(from: 0, to: .infinity)
  /// 0 ... 1.
  public static let fraction = NumberRange(from: 0, to: 1)
  /// 0 ..< 1.
  public static let fractionBelowOne = NumberRange(from: 0, to: 1, includesUpper: false)
  /// Strictly between 0 and 1.
  public static let openFraction = NumberRange(
    from: 0, to: 1, includesLower: false, includesUpper: false)

  /// Whether a number lies in the range; no range contains NaN or an infinity.
  public func contains(_ x: Double) -> Bool {
    x.isFinite && (includesLower ? x >= lowerBound : x > lowerBound)
      && (includesUpper ? x <= upperBound : x < upperBound)
  }

  /// The range in words, as in «must be …».
  public var words: String {
    switch (lowerBound.isFinite, upperBound.isFinite) {
    case (false, false): "a finite number"
    case (true, false):
      includesLower ? "at least \(text(lowerBound))" : "greater than \(text(lowerBound))"
    case (false, true):
      includesUpper ? "at most \(text(upperBound))" : "less than \(text(upperBound))"
    case (true, true):
      switch (includesLower, includesUpper) {
      case (true, true): "between \(text(lowerBound)) and \(text(upperBound))"
      case (true, false): "at least \(text(lowerBound)) and less than \(text(upperBound))"
      case (false, true): "greater than \(text(lowerBound)) and at most \(text(upperBound))"
      case (false, false): "strictly between \(text(lowerBound)) and \(text(upperBound))"
      }
    }
  }

  private func text(_ x: Double) -> String {
    x == x.rounded() && x.magnitude < 1e15 ? String(Int(x)) : String(x)
  }
}

/// A number that a catalogue entry (a process, a protocol adapter) asks its document for.
///
/// The declaration is the whole of input checking for it: the reader refuses unknown, missing,
/// non-numeric and out-of-range values with their place, warns of unusual ones, and `lstrisk list`
/// prints it.
public struct Parameter: Sendable {
  /// The key in the document, in lower camel case.
  public let name: String
  /// What is allowed.
  public let range: NumberRange
  /// What is usual, with the slips that lead outside.
  public let usual: UsualRange
  /// The value where the document has none; `nil` makes the key required.
  public let defaultValue: Double?
  /// The unit in words, for example `per year` or `fraction`.
  public let unit: String
  /// One line: what it is, with its Greek letter.
  public let summary: String
  /// Whether it is a part of the log discount at time 0: the parts add up to it, but for what inputs add.
  public let startsDiscount: Bool

  /// A key that is required unless it has a default.
  public init(
    _ name: String, _ range: NumberRange, usual: UsualRange, default defaultValue: Double? = nil,
    startsDiscount: Bool = false, unit: String, _ summary: String
  ) {
    self.name = name
    self.range = range
    self.usual = usual
    self.defaultValue = defaultValue
    self.unit = unit
    self.summary = summary
    self.startsDiscount = startsDiscount
  }
}

extension Parameter {
  /// The unit behind a text; nothing where there is none.
  fileprivate var unitWords: String { unit == "none" ? "" : " (\(unit))" }
}

/// The checked parameter values of one catalogue entry, each with the place it was written.
public struct ParameterTable: Sendable {
  /// Where the entry itself stands in its document.
  public let location: SourceLocation
  private let values: [String: (value: Double, location: SourceLocation)]

  /// Checks values against their declaration.
  ///
  /// - Parameters:
  ///   - given: Values by name, with their places; names that are not declared are errors.
  ///   - declared: What the entry asks for.
  ///   - owner: The entry in words for messages, for example `factors.eth (garch-t)`.
  ///   - errors: Receives one error per unknown, missing or out-of-range value.
  /// - Returns: `nil` if there was an error.
  public init?(
    _ given: [String: (value: Double, location: SourceLocation)], declared: [Parameter],
    owner: String, at location: SourceLocation, errors: inout [InputError]
  ) {
    let before = errors.count
    let known = declared.map(\.name)
    for (name, entry) in given.sorted(by: { $0.key < $1.key }) where !known.contains(name) {
      errors.append(
        InputError(
          "\(owner) has the unknown parameter '\(name)'", at: entry.location,
          hint: nameHint(for: name, among: known)
            ?? (known.isEmpty
              ? "it takes no parameters" : "it takes \(known.joined(separator: ", "))")))
    }
    var values: [String: (value: Double, location: SourceLocation)] = [:]
    for parameter in declared {
      guard let entry = given[parameter.name] else {
        if let value = parameter.defaultValue {
          values[parameter.name] = (value, location)
        } else {
          errors.append(
            InputError(
              "\(owner) lacks the parameter '\(parameter.name)', \(parameter.range.words)\(parameter.unitWords)",
              at: location, hint: parameter.summary))
        }
        continue
      }
      if parameter.range.contains(entry.value) {
        values[parameter.name] = entry
      } else {
        errors.append(
          parameter.usual.refusal(
            of: entry.value, "\(owner).\(parameter.name)", found: "\(entry.value)",
            allowed: parameter.range, at: entry.location,
            hint: parameter.summary + parameter.unitWords))
      }
    }
    if errors.count > before { return nil }
    self.location = location
    self.values = values
  }

  /// A table made in code: declared defaults, overridden by `values`. For tests and examples.
  ///
  /// - Precondition: The values fit the declaration.
  public init(_ given: [String: Double], declared: [Parameter]) {
    var errors: [InputError] = []
    let here = SourceLocation(file: "code")
    let table = ParameterTable(
      given.mapValues { ($0, here) }, declared: declared, owner: "table", at: here, errors: &errors)
    guard let table else { preconditionFailure(InputErrors(errors).description) }
    self = table
  }

  /// The table with other values of some parameters, each at its place.
  ///
  /// - Returns: `nil` if a value lies outside its declared range.
  /// - Precondition: The parameters are declared.
  public func replacing(_ given: [String: Double], declared: [Parameter]) -> ParameterTable? {
    var values = values
    for parameter in declared {
      guard let value = given[parameter.name] else { continue }
      guard parameter.range.contains(value) else { return nil }
      values[parameter.name] = (value, location(of: parameter.name))
    }
    precondition(given.keys.allSatisfy { values[$0] != nil }, "only declared parameters change")
    return ParameterTable(location: location, values: values)
  }

  /// A warning for every value that is allowed and unusual.
  ///
  /// - Parameters:
  ///   - owner: The entry in words, for example `factors.eth`.
  ///   - ofFreePrice: Whether the entry moves a price that is tied to no other.
  public func unusual(
    _ declared: [Parameter], owner: String, ofFreePrice: Bool = true
  ) -> [InputError] {
    let odd = declared.filter { !$0.usual.contains(self[$0.name], ofFreePrice: ofFreePrice) }
    var exchanged: [String: Parameter] = [:]
    for (i, first) in odd.enumerated() {
      for second in odd.dropFirst(i + 1) where isExchanged(first, second) {
        exchanged[first.name] = second
        exchanged[second.name] = first
      }
    }
    return odd.compactMap { parameter in
      let path = "\(owner).\(parameter.name)"
      let place = location(of: parameter.name)
      guard let other = exchanged[parameter.name] else {
        return parameter.usual.warning(
          of: self[parameter.name], path, at: place, ofFreePrice: ofFreePrice)
      }
      return .warning(
        "\(path) is \(NumberWords.plain(self[parameter.name])) and \(other.name) \(NumberWords.plain(self[other.name])): they look exchanged",
        at: place, hint: "\(parameter.usual.words) is usual", .likelySlip)
    }
  }

  /// Whether two unusual values would both be usual in each other's place.
  private func isExchanged(_ a: Parameter, _ b: Parameter) -> Bool {
    a.usual.range.contains(self[b.name]) && b.usual.range.contains(self[a.name])
  }

  private init(
    location: SourceLocation, values: [String: (value: Double, location: SourceLocation)]
  ) {
    self.location = location
    self.values = values
  }

  /// The value of a declared parameter.
  ///
  /// - Precondition: The parameter was declared.
  public subscript(name: String) -> Double {
    guard let entry = values[name] else { preconditionFailure("undeclared parameter '\(name)'") }
    return entry.value
  }

  /// Where a declared parameter was written (the entry's place if its default was taken).
  public func location(of name: String) -> SourceLocation { values[name]?.location ?? location }
}
