/// A JSON document (RFC 8259) whose bytes depend on its values alone.
///
/// Keys keep the order in which they were given. Numbers are the shortest decimals that read back as
/// the same double; a number that is not finite is refused, so an unbounded value is `null`.
public indirect enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  /// Finite.
  case number(Double)
  case text(String)
  case array([JSONValue])
  /// Pairs in the order in which they are written; keys are distinct.
  case object([Member])

  /// A key with its value.
  public struct Member: Sendable, Hashable {
    public let key: String
    public let value: JSONValue

    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The number, or `null` if it is missing or not finite.
  public static func optional(_ number: Double?) -> JSONValue {
    guard let number, number.isFinite else { return .null }
    return .number(number)
  }

  /// The text, or `null`.
  public static func optional(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByArrayLiteral, ExpressibleByIntegerLiteral
{
  public init(stringLiteral text: String) { self = .text(text) }
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(integerLiteral integer: Int) { self = .integer(integer) }
}

extension JSONValue {
  /// The document as UTF-8, indented by two spaces, with a line end at its end.
  ///
  /// Arrays and objects without arrays or objects in them stand on one line.
  public func encoded() -> [UInt8] {
    var text = ""
    append(to: &text, indent: 0)
    text += "\n"
    return Array(text.utf8)
  }

  private var isFlat: Bool {
    switch self {
    case .array(let elements): elements.allSatisfy(\.isScalar)
    case .object(let members): members.allSatisfy { $0.value.isScalar }
    default: true
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private func append(to text: inout String, indent: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .integer(let integer): text += String(integer)
    case .number(let number):
      precondition(number.isFinite, "a number in JSON is finite; an unbounded one is null")
      text += Self.text(of: number)
    case .text(let string): Self.appendQuoted(string, to: &text)
    case .array(let elements):
      appendList(elements.count, "[", "]", to: &text, indent: indent) { i, text, indent in
        elements[i].append(to: &text, indent: indent)
      }
    case .object(let members):
      precondition(
        members.count < 2 || Set(members.map(\.key)).count == members.count,
        "the keys of an object are distinct")
      appendList(members.count, "{", "}", to: &text, indent: indent) { i, text, indent in
        Self.appendQuoted(members[i].key, to: &text)
        text += ": "
        members[i].value.append(to: &text, indent: indent)
      }
    }
  }

  private func appendList(
    _ count: Int, _ open: String, _ close: String, to text: inout String, indent: Int,
    element: (Int, inout String, Int) -> Void
  ) {
    let isFlat = isFlat
    text += open
    for i in 0..<count {
      if i > 0 { text += isFlat ? ", " : "," }
      if !isFlat { text += "\n" + String(repeating: "  ", count: indent + 1) }
      element(i, &text, indent + 1)
    }
    if !isFlat { text += "\n" + String(repeating: "  ", count: indent) }
    text += close
  }

  /// Whole numbers lose their `.0`; `-0` becomes `0`.
  private static func text(of number: Double) -> String {
    if number == 0 { return "0" }
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func appendQuoted(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      // Line and paragraph separators end a line in JavaScript; the rest are controls.
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
