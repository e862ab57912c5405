import Tables

/// A JSON document (RFC 8259) whose bytes depend on its values alone.
///
/// Keys keep the order in which they were given. Numbers are the shortest decimals that read back as
/// the same double; a number that is not finite is refused, so an unbounded value is `null`.
enum JSONValue: Sendable, Hashable {
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
  struct Member: Sendable, Hashable {
    let key: String
    let value: JSONValue

    init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The number, or `null` if it is missing or not finite.
  static func optional(_ number: Double?) -> JSONValue {
    guard let number, number.isFinite else { return .null }
    return .number(number)
  }

  /// The text, or `null`.
  static func optional(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByArrayLiteral, ExpressibleByIntegerLiteral
{
  init(stringLiteral text: String) { self = .text(text) }
  init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(integerLiteral integer: Int) { self = .integer(integer) }
}

extension JSONValue {
  /// The document as UTF-8, indented by two spaces, with a line end at its end.
  ///
  /// Arrays and objects without arrays or objects in them stand on one line.
  func encoded() -> [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes, indent: 0)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
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

  private func append(to bytes: inout [UInt8], indent: Int) {
    switch self {
    case .null: bytes.append(utf8: "null")
    case .bool(let flag): bytes.append(utf8: flag ? "true" : "false")
    case .integer(let integer): bytes.append(decimal: integer)
    case .number(let number):
      precondition(number.isFinite, "a number in JSON is finite; an unbounded one is null")
      Self.append(number, to: &bytes)
    case .text(let string): Self.appendQuoted(string, to: &bytes)
    case .array(let elements):
      let isFlat = isFlat
      bytes.append(UInt8(ascii: "["))
      for i in elements.indices {
        Self.startElement(i, isFlat: isFlat, to: &bytes, indent: indent + 1)
        elements[i].append(to: &bytes, indent: indent + 1)
      }
      if !isFlat { Self.startLine(to: &bytes, indent: indent) }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      assert(Self.hasDistinctKeys(members), "the keys of an object are distinct")
      let isFlat = isFlat
      bytes.append(UInt8(ascii: "{"))
      for i in members.indices {
        Self.startElement(i, isFlat: isFlat, to: &bytes, indent: indent + 1)
        Self.appendQuoted(members[i].key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(UInt8(ascii: " "))
        members[i].value.append(to: &bytes, indent: indent + 1)
      }
      if !isFlat { Self.startLine(to: &bytes, indent: indent) }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// What stands before element `i` of a list: a comma but for the first, a blank or a new line.
  private static func startElement(
    _ i: Int, isFlat: Bool, to bytes: inout [UInt8], indent: Int
  ) {
    if i > 0 { bytes.append(UInt8(ascii: ",")) }
    if !isFlat {
      startLine(to: &bytes, indent: indent)
    } else if i > 0 {
      bytes.append(UInt8(ascii: " "))
    }
  }

  private static func startLine(to bytes: inout [UInt8], indent: Int) {
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: 2 * indent)
  }

  /// Comparing every pair is quicker than a set for the few keys that most objects have.
  private static func hasDistinctKeys(_ members: [Member]) -> Bool {
    if members.count > 16 { return Set(members.map(\.key)).count == members.count }
    return members.indices.allSatisfy { i in
      members[..<i].allSatisfy { $0.key != members[i].key }
    }
  }

  /// Whole numbers lose their `.0`; `-0` becomes `0`.
  private static func append(_ number: Double, to bytes: inout [UInt8]) {
    if number == 0 {
      bytes.append(UInt8(ascii: "0"))
      return
    }
    bytes.append(utf8: number.description)
    // No number is shorter than three characters, so these two are its own.
    if bytes[bytes.count - 2] == UInt8(ascii: ".") && bytes[bytes.count - 1] == UInt8(ascii: "0") {
      bytes.removeLast(2)
    }
  }

  private static func appendQuoted(_ string: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    if !bytes.append(utf8: string, where: isPlain) {
      for scalar in string.unicodeScalars { bytes.append(utf8: escaped(scalar)) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// A byte that stands for itself, whatever is around it.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    // Line and paragraph separators end a line in JavaScript; the rest are controls.
    case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}":
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: return String(scalar)
    }
  }
}
