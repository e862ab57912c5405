/// Numbers as text, the same in every locale: a point for decimals, commas between thousands.
enum NumberText {
  /// A number with a fixed count of decimals, rounded to nearest.
  ///
  /// - Parameters:
  ///   - value: Finite.
  ///   - decimals: 0 ... 12.
  static func fixed(_ value: Double, decimals: Int) -> String {
    precondition(value.isFinite && (0...12).contains(decimals), "a finite number is printed")
    let scaled = (value.magnitude * powerOfTen(decimals)).rounded(.toNearestOrEven)
    guard scaled < 9e15 else { return value.description }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let whole = grouped(String(padded.dropLast(decimals)))
    let sign = value < 0 && scaled > 0 ? "−" : ""
    return sign + whole + (decimals > 0 ? "." + padded.suffix(decimals) : "")
  }

  /// A count with commas between thousands.
  static func count(_ value: Int) -> String {
    (value < 0 ? "−" : "") + grouped(String(value.magnitude))
  }

  /// A number with so many significant digits.
  static func significant(_ value: Double, digits: Int) -> String {
    fixed(value, decimals: decimals(for: value, digits: digits))
  }

  /// A number without trailing zeros, at most six decimals: levels, parameters, days.
  static func plain(_ value: Double) -> String {
    let text = fixed(value, decimals: 6)
    guard text.contains(".") else { return text }
    let trimmed = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(trimmed.reversed())
  }

  /// Decimals that show so many significant digits; 0 ... 9.
  static func decimals(for value: Double, digits: Int) -> Int {
    guard value != 0, value.isFinite else { return 0 }
    return min(9, max(0, digits - 1 - exponent(of: value)))
  }

  /// e with 10^e ≤ |value| < 10^(e + 1).
  static func exponent(of value: Double) -> Int {
    precondition(value != 0 && value.isFinite, "only finite numbers but 0 have an exponent")
    var exponent = 0
    var rest = value.magnitude
    while rest >= 10 {
      rest /= 10
      exponent += 1
    }
    while rest < 1 && exponent > -300 {
      rest *= 10
      exponent -= 1
    }
    return exponent
  }

  static func powerOfTen(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<exponent.magnitude { power *= 10 }
    return exponent < 0 ? 1 / power : power
  }

  private static func grouped(_ digits: String) -> String {
    var text = ""
    for (i, digit) in digits.enumerated() {
      if i > 0 && (digits.count - i) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
