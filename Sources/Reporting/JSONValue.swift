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
    case .null: bytes += "null".utf8
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .integer(let integer): bytes += String(integer).utf8
    case .number(let number):
      precondition(number.isFinite, "a number in JSON is finite; an unbounded one is null")
      bytes += Self.text(of: number).utf8
    case .text(let string): Self.appendQuoted(string, to: &bytes)
    case .array(let elements):
      appendList(elements.count, "[", "]", to: &bytes, indent: indent) { i, bytes, indent in
        elements[i].append(to: &bytes, indent: indent)
      }
    case .object(let members):
      assert(Self.hasDistinctKeys(members), "the keys of an object are distinct")
      appendList(members.count, "{", "}", to: &bytes, indent: indent) { i, bytes, indent in
        Self.appendQuoted(members[i].key, to: &bytes)
        bytes += ": ".utf8
        members[i].value.append(to: &bytes, indent: indent)
      }
    }
  }

  private func appendList(
    _ count: Int, _ open: Unicode.Scalar, _ close: Unicode.Scalar, to bytes: inout [UInt8],
    indent: Int, element: (Int, inout [UInt8], Int) -> Void
  ) {
    let isFlat = isFlat
    func startLine(_ indent: Int) {
      bytes.append(UInt8(ascii: "\n"))
      for _ in 0..<2 * indent { bytes.append(UInt8(ascii: " ")) }
    }
    bytes.append(UInt8(ascii: open))
    for i in 0..<count {
      if i > 0 { bytes += (isFlat ? ", " : ",").utf8 }
      if !isFlat { startLine(indent + 1) }
      element(i, &bytes, indent + 1)
    }
    if !isFlat { startLine(indent) }
    bytes.append(UInt8(ascii: close))
  }

  /// Comparing every pair is quicker than a set for the few keys that most objects have.
  private static func hasDistinctKeys(_ members: [Member]) -> Bool {
    if members.count > 16 { return Set(members.map(\.key)).count == members.count }
    return members.indices.allSatisfy { i in
      members[..<i].allSatisfy { $0.key != members[i].key }
    }
  }

  /// Whole numbers lose their `.0`; `-0` becomes `0`.
  private static func text(of number: Double) -> String {
    if number == 0 { return "0" }
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func appendQuoted(_ string: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    if string.utf8.allSatisfy(isPlain) {
      bytes += string.utf8
    } else {
      for scalar in string.unicodeScalars { bytes += escaped(scalar).utf8 }
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
