import Glibc

/// Numbers in the sentences of messages.
public enum NumberWords {
  /// As it would be written in a document: `0.8`, `10500`, `2e12`, `1e21`.
  public static func plain(_ x: Double) -> String {
    if x < 0 { return "-" + plain(-x) }
    if x == x.rounded() && x < 1e15 {
      let digits = String(Int(x))
      let zeros = digits.reversed().prefix { $0 == "0" }.count
      // Long rows of zeros are hard to count.
      guard x >= 1e9, digits.count - zeros <= 6 else { return digits }
      return plain(x / pow(10, Double(digits.count - 1))) + "e\(digits.count - 1)"
    }
    return String(x).replacing("e+", with: "e").replacing(".0e", with: "e")
  }

  /// With so many significant digits.
  public static func short(_ x: Double, digits: Int = 3) -> String { plain(rounded(x, digits)) }

  /// A fraction in per cent with so many digits: `8,000 %`.
  public static func percent(_ x: Double, digits: Int = 3) -> String {
    let value = rounded(100 * x, digits)
    let text = plain(value)
    // A fraction, or an exponent instead of digits: nothing to group.
    guard text.allSatisfy({ $0.isNumber || $0 == "-" }) else { return "\(text) %" }
    let digits = Array(text.drop { $0 == "-" })
    let grouped = digits.enumerated().map { i, digit in
      i > 0 && (digits.count - i) % 3 == 0 ? ",\(digit)" : "\(digit)"
    }
    return (value < 0 ? "-" : "") + grouped.joined() + " %"
  }

  /// The nearest number of so many significant digits.
  package static func rounded(_ x: Double, _ digits: Int) -> Double {
    guard x != 0, x.isFinite else { return x }
    let exponent = Int(log10(x.magnitude).rounded(.down)) - digits + 1
    let power = pow(10, Double(abs(exponent)))
    guard power.isFinite else { return x }
    // Both branches round once more at most: powers up to 1e22 are exact.
    return exponent < 0 ? (x * power).rounded() / power : (x / power).rounded() * power
  }
}
