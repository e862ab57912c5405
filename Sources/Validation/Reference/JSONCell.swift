import Tables

/// A list, an object, a number or a text in one cell of a reference table, written as JSON.
///
///     value = number | "text" | true | false | [ value, … ] | { "text": value, … }
///
/// Numbers are those of `StrictNumber`; trailing commas and a key twice are refused.
package enum JSONCell: Sendable, Hashable {
  case number(Double)
  case text(String)
  case truth(Bool)
  case list([JSONCell])
  case object([String: JSONCell])

  /// - Throws: `Refusal` with the reason and a remedy.
  package init(parsing text: String) throws(Refusal) {
    var rest = text.unicodeScalars[...]
    self = try Self.value(&rest)
    Self.skipBlanks(&rest)
    guard rest.isEmpty else { throw Self.refusal("there is text behind the value") }
  }

  private static func value(_ rest: inout Substring.UnicodeScalarView) throws(Refusal) -> JSONCell {
    skipBlanks(&rest)
    switch rest.first {
    case "[":
      rest.removeFirst()
      return .list(try elements(&rest))
    case "{":
      rest.removeFirst()
      return .object(try members(&rest))
    case "\"":
      rest.removeFirst()
      return .text(try string(&rest))
    default:
      let end = rest.firstIndex { ",[]{}\" \t\n\r".unicodeScalars.contains($0) } ?? rest.endIndex
      let word = String(rest[..<end])
      rest = rest[end...]
      switch word {
      case "true": return .truth(true)
      case "false": return .truth(false)
      default: return .number(try StrictNumber.parse(word))
      }
    }
  }

  private static func members(
    _ rest: inout Substring.UnicodeScalarView
  ) throws(Refusal) -> [String: JSONCell] {
    var found: [String: JSONCell] = [:]
    skipBlanks(&rest)
    if rest.first == "}" {
      rest.removeFirst()
      return found
    }
    while true {
      skipBlanks(&rest)
      guard rest.popFirst() == "\"" else { throw refusal("an object lacks a name in quotes") }
      let name = try string(&rest)
      skipBlanks(&rest)
      guard rest.popFirst() == ":" else { throw refusal("an object lacks a colon") }
      guard found.updateValue(try value(&rest), forKey: name) == nil else {
        throw refusal("an object has a name twice")
      }
      skipBlanks(&rest)
      switch rest.popFirst() {
      case ",": continue
      case "}": return found
      default: throw refusal("an object lacks a comma or its closing brace")
      }
    }
  }

  private static func elements(
    _ rest: inout Substring.UnicodeScalarView
  ) throws(Refusal) -> [JSONCell] {
    var found: [JSONCell] = []
    skipBlanks(&rest)
    if rest.first == "]" {
      rest.removeFirst()
      return found
    }
    while true {
      found.append(try value(&rest))
      skipBlanks(&rest)
      switch rest.popFirst() {
      case ",": continue
      case "]": return found
      default: throw refusal("a list lacks a comma or its closing bracket")
      }
    }
  }

  private static func string(_ rest: inout Substring.UnicodeScalarView) throws(Refusal) -> String {
    var body = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar == "\"" { return try unescaped(String(body)) }
      body.append(scalar)
      if scalar == "\\", let escaped = rest.popFirst() { body.append(escaped) }
    }
    throw refusal("a text lacks its closing quote")
  }

  /// The text that JSON escapes in a cell stand for.
  package static func unescaped(_ text: String) throws(Refusal) -> String {
    var plain = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        plain.append(scalar)
        continue
      }
      switch rest.popFirst() {
      case "n": plain.append("\n")
      case "r": plain.append("\r")
      case "t": plain.append("\t")
      case "b": plain.append("\u{8}")
      case "f": plain.append("\u{c}")
      case "u":
        let code = UInt32(String(rest.prefix(4)), radix: 16).flatMap(Unicode.Scalar.init)
        guard let code, rest.count >= 4 else { throw refusal("an escape names no character") }
        rest = rest.dropFirst(4)
        plain.append(code)
      case "\\": plain.append("\\")
      case "/": plain.append("/")
      case "\"": plain.append("\"")
      default: throw refusal("there is an unknown escape")
      }
    }
    return String(plain)
  }

  private static func skipBlanks(_ rest: inout Substring.UnicodeScalarView) {
    while let scalar = rest.first, " \t\n\r".unicodeScalars.contains(scalar) { rest.removeFirst() }
  }

  private static func refusal(_ reason: String) -> Refusal {
    Refusal(reason, remedy: "write a JSON number, text, list or object")
  }
}
