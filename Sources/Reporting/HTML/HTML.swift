/// Markup that was escaped on its way in, for HTML and for SVG.
///
/// In a literal the written parts are markup, and every interpolated text is escaped:
///
///     let row: HTML = "<td>\(name)</td>"
///
/// So a name can never become markup; only `HTML` is inserted as it is.
struct HTML: Sendable, Hashable {
  private(set) var text: String

  init() { text = "" }

  static func += (a: inout HTML, b: HTML) { a.text += b.text }
}

extension HTML: ExpressibleByStringInterpolation {
  init(stringLiteral markup: String) { text = markup }

  init(stringInterpolation parts: Interpolation) { text = parts.text }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate(set) var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ markup: String) { text += markup }

    /// Any text: escaped.
    mutating func appendInterpolation(_ content: String) { HTML.appendEscaped(content, to: &text) }

    /// Markup: as it is.
    mutating func appendInterpolation(_ markup: HTML) { text += markup.text }

    /// A coordinate: one decimal is finer than a pixel.
    mutating func appendInterpolation(_ coordinate: Double) {
      text += HTML.coordinate(coordinate)
    }
  }
}

extension HTML {
  /// The parts one after the other.
  static func joined(_ parts: [HTML], separator: HTML = HTML()) -> HTML {
    var whole = HTML()
    for (i, part) in parts.enumerated() {
      if i > 0 { whole += separator }
      whole += part
    }
    return whole
  }

  fileprivate static func coordinate(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let rest = tenths.magnitude % 10
    return "\(sign)\(tenths.magnitude / 10)" + (rest == 0 ? "" : ".\(rest)")
  }

  fileprivate static func appendEscaped(_ content: String, to text: inout String) {
    for scalar in content.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      case "\t", "\n", "\r": text += " "
      // Controls are not characters of XML.
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}": text += "\u{fffd}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
