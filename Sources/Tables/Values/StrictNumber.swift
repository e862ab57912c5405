import Diagnostics

/// Decimal numbers as a table may hold them, and nothing else.
///
///     number   = [sign] (digits ["." [digits]] | "." digits) [("e" | "E") [sign] digits]
///     sign     = "+" | "-"
///     digits   = one or more of 0 to 9
///
/// `Double("nan")`, `Double("inf")` and `Double("0x1p3")` succeed, so `Double(_:)` alone is no
/// check of input. The value is the double nearest to the text, ties to even (IEEE 754). A text
/// that names a number beyond the largest double is refused; one below the smallest double is 0.
public enum StrictNumber {
  /// The number that a text writes.
  ///
  /// - Parameters:
  ///   - text: The whole text: blanks around the number are refused too.
  ///   - range: The values that are allowed.
  /// - Throws: `Refusal` with the reason and a remedy.
  /// - Complexity: O(length).
  public static func parse(
    _ text: String, in range: NumberRange = .finite
  ) throws(Refusal) -> Double {
    let bytes = Array(text.utf8)
    return try parse(bytes, 0..<bytes.count, in: range)
  }

  /// The number that a part of a UTF-8 text writes.
  static func parse(
    _ bytes: [UInt8], _ part: Range<Int>, in range: NumberRange
  ) throws(Refusal) -> Double {
    guard let decimal = Decimal(bytes, part) else {
      throw NumberDiagnosis.refusal(of: String(decoding: bytes[part], as: UTF8.self))
    }
    let value = decimal.value(of: bytes, part)
    guard value.isFinite else {
      throw Refusal(
        "it is beyond the largest number that can be stored, 1.8e308",
        remedy: "check the exponent; a missing value is no huge number")
    }
    guard range.contains(value) else {
      let rounded = value == 0 && decimal.hasNonzeroDigit ? "it is too small to store, and " : ""
      throw Refusal("\(rounded)it must be \(range.words)", remedy: "check the column and its unit")
    }
    return value
  }

  /// The finite number that a text writes, or `nil`, without a diagnosis.
  static func valueIfNumber(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    let value = Decimal(bytes, 0..<bytes.count)?.value(of: bytes, 0..<bytes.count)
    return value.flatMap { $0.isFinite ? $0 : nil }
  }
}

extension NumberRange {
  /// Discounts that a table may hold: finite and greater than -1 (negative is a premium).
  public static let discount = NumberRange(from: -1, to: .infinity, includesLower: false)
}

/// The parts of a text that fits the grammar.
private struct Decimal {
  let isNegative: Bool
  /// The first digits without leading zeros, as far as they fit.
  let mantissa: UInt64
  /// Whether `mantissa` holds all digits.
  let isComplete: Bool
  /// Power of ten that `mantissa` is to be multiplied with, kept within ±100,000.
  let exponent: Int
  var hasNonzeroDigit: Bool { mantissa != 0 }

  /// - Returns: `nil` if the text does not fit the grammar.
  init?(_ bytes: [UInt8], _ part: Range<Int>) {
    let end = part.upperBound
    let exponentLimit = 100_000
    var i = part.lowerBound
    var negative = false
    if i < end && (bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+")) {
      negative = bytes[i] == UInt8(ascii: "-")
      i += 1
    }
    var mantissa: UInt64 = 0
    var complete = true
    var digits = 0
    var shift = 0
    var seenPoint = false
    while i < end {
      let digit = bytes[i] &- UInt8(ascii: "0")
      if digit <= 9 {
        digits += 1
        if mantissa < 1_000_000_000_000_000_000 {
          mantissa = mantissa * 10 + UInt64(digit)
          if seenPoint { shift -= 1 }
        } else {
          complete = false
          if !seenPoint { shift += 1 }
        }
      } else if bytes[i] == UInt8(ascii: ".") && !seenPoint {
        seenPoint = true
      } else {
        break
      }
      i += 1
    }
    guard digits > 0 else { return nil }
    var exponent = 0
    if i < end {
      guard bytes[i] == UInt8(ascii: "e") || bytes[i] == UInt8(ascii: "E") else { return nil }
      i += 1
      var negativeExponent = false
      if i < end && (bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+")) {
        negativeExponent = bytes[i] == UInt8(ascii: "-")
        i += 1
      }
      guard i < end else { return nil }
      while i < end {
        let digit = bytes[i] &- UInt8(ascii: "0")
        guard digit <= 9 else { return nil }
        exponent = min(exponent * 10 + Int(digit), exponentLimit)
        i += 1
      }
      if negativeExponent { exponent = -exponent }
    }
    self.isNegative = negative
    self.mantissa = mantissa
    self.isComplete = complete
    self.exponent = max(-exponentLimit, min(exponentLimit, exponent + shift))
  }

  /// The double nearest to the text.
  ///
  /// Both factors are exact for up to 2^53 and 10^22, so that one rounded operation is right
  /// (Clinger 1990, doi:10.1145/93548.93557). Up to 19 digits and places are divided as integers.
  /// The library's correctly rounded conversion, which does not depend on the locale, does the
  /// rest.
  func value(of bytes: [UInt8], _ part: Range<Int>) -> Double {
    if isComplete && mantissa <= 1 << 53 && exponent.magnitude <= 22 {
      let scaled =
        exponent < 0
        ? Double(mantissa) / Self.powersOfTen[-exponent]
        : Double(mantissa) * Self.powersOfTen[exponent]
      return isNegative ? -scaled : scaled
    }
    if isComplete && (-19...0).contains(exponent) {
      let quotient = Self.quotient(mantissa, Self.wholePowersOfTen[-exponent])
      return isNegative ? -quotient : quotient
    }
    guard let value = Double(String(decoding: bytes[part], as: UTF8.self)) else {
      preconditionFailure("a text that fits the grammar is a number")
    }
    return value
  }

  /// The double nearest to a / b, ties to even, for a and b above 0.
  ///
  /// With both shifted to a leading 1, q = floor(2^63 a / b) has 63 or 64 bits. A remainder
  /// sets its last bit, which lies below the half of the last place, so that rounding q to 53 bits
  /// rounds the exact quotient.
  private static func quotient(_ a: UInt64, _ b: UInt64) -> Double {
    let shiftA = a.leadingZeroBitCount
    let shiftB = b.leadingZeroBitCount
    let dividend = a << shiftA
    let (q, remainder) = (b << shiftB).dividingFullWidth((dividend >> 1, dividend << 63))
    let sticky = remainder == 0 ? q : q | 1
    return Double(sign: .plus, exponent: shiftB - shiftA - 63, significand: Double(sticky))
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private static let wholePowersOfTen: [UInt64] = (0...19).map { power in
    (0..<power).reduce(1) { product, _ in product * 10 }
  }
}
