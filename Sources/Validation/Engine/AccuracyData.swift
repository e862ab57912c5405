/// Data sets that accuracy is tested on, from their definitions.
///
/// NumAcc1 to NumAcc4 are those of NIST's Statistical Reference Datasets; `PiDigits` and a number n
/// name the first n decimal digits of π, 3 the first.
enum AccuracyData {
  /// - Returns: `nil` if no data set has the name.
  static func values(of name: String) -> [Double]? {
    switch name {
    case "NumAcc1": [10_000_001, 10_000_003, 10_000_002]
    case "NumAcc2": alternating(first: 1.2, low: 1.1, high: 1.3)
    case "NumAcc3": alternating(first: 1_000_000.2, low: 1_000_000.1, high: 1_000_000.3)
    case "NumAcc4": alternating(first: 10_000_000.2, low: 10_000_000.1, high: 10_000_000.3)
    default:
      name.hasPrefix("PiDigits")
        ? Int(name.dropFirst(8)).flatMap { (2...20_000).contains($0) ? piDigits($0) : nil }
        : nil
    }
  }

  private static func alternating(first: Double, low: Double, high: Double) -> [Double] {
    [first] + (0..<1_000).map { $0 % 2 == 0 ? low : high }
  }

  /// Digits of π from Machin's formula (1706), π = 16 arctan(1/5) − 4 arctan(1/239), in fixed point.
  private static func piDigits(_ count: Int) -> [Double] {
    let guardDigits = 9
    let limbs = (count + guardDigits) / 9 + 2
    var sum = arctangent(ofInverse: 5, times: 16, limbs: limbs)
    subtract(arctangent(ofInverse: 239, times: 4, limbs: limbs), from: &sum)
    var digits = [Double(sum[0])]
    for limb in sum.dropFirst() {
      var power: Int64 = base / 10
      while power > 0 {
        digits.append(Double(limb / power % 10))
        power /= 10
      }
    }
    return Array(digits.prefix(count))
  }

  /// One limb holds nine decimal digits; limb 0 is the whole part.
  private static let base: Int64 = 1_000_000_000

  /// factor × arctan(1/x) by its alternating series.
  private static func arctangent(ofInverse x: Int64, times factor: Int64, limbs: Int) -> [Int64] {
    var power = [Int64](repeating: 0, count: limbs)
    power[0] = factor
    divide(&power, by: x)
    var sum = power
    var k: Int64 = 1
    while power.contains(where: { $0 != 0 }) {
      divide(&power, by: x * x)
      k += 2
      var term = power
      divide(&term, by: k)
      if k % 4 == 3 { subtract(term, from: &sum) } else { add(term, to: &sum) }
    }
    return sum
  }

  private static func divide(_ number: inout [Int64], by divisor: Int64) {
    var rest: Int64 = 0
    for i in number.indices {
      let value = rest * base + number[i]
      number[i] = value / divisor
      rest = value % divisor
    }
  }

  private static func add(_ term: [Int64], to sum: inout [Int64]) {
    var carry: Int64 = 0
    for i in sum.indices.reversed() {
      let value = sum[i] + term[i] + carry
      sum[i] = value % base
      carry = value / base
    }
  }

  private static func subtract(_ term: [Int64], from sum: inout [Int64]) {
    var borrow: Int64 = 0
    for i in sum.indices.reversed() {
      let value = sum[i] - term[i] - borrow
      borrow = value < 0 ? 1 : 0
      sum[i] = value + borrow * base
    }
  }
}
