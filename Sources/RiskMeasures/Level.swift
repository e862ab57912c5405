/// The level α of a tail measure: 0.99, not 0.01.
///
/// Ranks are taken as if α were the decimal that it was written as: n α within 1e-12 relative of
/// an integer is that integer. The nearest double to a decimal is off by 1.1e-16 relative, so the
/// margin holds for every level below 12 digits and every n up to 1e9.
public struct Level: Sendable, Hashable {
  /// α, strictly between 0 and 1.
  public let value: Double

  /// - Precondition: `value` lies strictly between 0 and 1.
  public init(_ value: Double) {
    precondition(value > 0 && value < 1, "a level lies strictly between 0 and 1")
    self.value = value
  }

  /// n α in the decimal sense, strictly between 0 and n.
  public func position(in count: Int) -> Double {
    precondition(count > 0, "a level has no position in an empty sample")
    let x = Double(count) * value
    let nearest = x.rounded()
    let isInside = nearest > 0 && nearest < Double(count)
    return isInside && abs(x - nearest) <= 1e-12 * x ? nearest : x
  }

  /// ⌈n α⌉: the rank of VaR among n ascending losses, from 1 to n.
  public func rank(in count: Int) -> Int { Int(position(in: count).rounded(.up)) }

  /// ⌊n α⌋ + 1: the rank of the upper quantile, from 1 to n.
  public func upperRank(in count: Int) -> Int {
    min(count, Int(position(in: count).rounded(.down)) + 1)
  }
}

extension Level: Comparable {
  /// Orders by α.
  public static func < (a: Level, b: Level) -> Bool { a.value < b.value }
}

extension Level: ExpressibleByFloatLiteral {
  /// Lets a level be written `0.99`; outside (0, 1) it traps.
  public init(floatLiteral value: Double) { self.init(value) }
}
