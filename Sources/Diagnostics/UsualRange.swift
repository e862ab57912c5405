/// The values that a number usually has, and the slips that lead outside.
///
/// A value outside is allowed and probably not what was meant: it is warned of with the first slip whose right
/// value would have been usual.
public struct UsualRange: Sendable {
  /// How a value is said aloud.
  public enum Reading: Sendable {
    /// «8,000 %».
    case share
    /// «8,000 % a year».
    case yearly
    /// «300 % a day».
    case daily
    /// «63 % below redemption».
    case logDiscount
    /// A confidence level of a tail.
    case level
    /// What a liquidator gets on top.
    case bonus
    /// The number alone; its unit stands beside it.
    case number
  }

  /// What is usual, both ends included; what is allowed stands in `Parameter.range`.
  public let range: NumberRange
  /// How messages say a value: as a share, a rate, a discount.
  public let reading: Reading
  /// In the order in which they are tried.
  public let slips: [Slip]
  /// Whether the lower end is of prices that move freely: ratios of two prices and stablecoins move less.
  public let isOfFreePrices: Bool

  /// - Parameter slips: In the order of their likelihood.
  public init(
    _ lower: Double, _ upper: Double, _ reading: Reading = .number, _ slips: [Slip],
    isOfFreePrices: Bool = false
  ) {
    range = NumberRange(from: lower, to: upper)
    self.reading = reading
    self.slips = slips
    self.isOfFreePrices = isOfFreePrices
  }

  /// Whether a value is usual. 0 always is: it switches off what it belongs to.
  public func contains(_ x: Double, ofFreePrice: Bool = true) -> Bool {
    if x == 0 || range.contains(x) { return true }
    return isOfFreePrices && !ofFreePrice && x > 0 && x < range.lowerBound
  }

  /// «0.1 to 3».
  public var words: String {
    "\(NumberWords.plain(range.lowerBound)) to \(NumberWords.plain(range.upperBound))"
  }

  /// The first slip that leads from a usual value to `x`, with that value.
  public func slip(behind x: Double) -> (slip: Slip, meant: Double)? {
    for slip in slips where x != 0 {
      let meant = slip.meant(by: x)
      // A ratio of 1 is a logarithm of 0; no other slip leads there.
      let isPar = meant == 0 && (slip == .ratio || slip == .growth)
      if isPar || range.contains(meant) { return (slip, meant) }
    }
    return nil
  }
}

extension UsualRange {
  /// «write 0.8 for 80 %»; `nil` if no slip explains the value.
  public func remedy(_ x: Double) -> String? {
    slip(behind: x).map { "write \(NumberWords.short($1, digits: digits($0))) for \($0.words(x))" }
  }

  /// Logarithms, roots and prices are told with three digits, changes of unit with all.
  private func digits(_ slip: Slip) -> Int {
    switch slip {
    case .percent, .fractionOfPercent, .basisPoints, .decimals, .otherTail, .complement, .onTop,
      .onTopPercent,
      .onTopBasisPoints, .onTopDecimals, .sign, .hours, .hoursOfWholeDays, .millions, .validators:
      10
    default: 3
    }
  }

  /// A warning of a value outside: the slip and the value that would have been meant.
  ///
  /// - Parameters:
  ///   - path: The field in words.
  ///   - ofFreePrice: Whether it belongs to a price that moves freely.
  /// - Returns: `nil` if the value is usual.
  public func warning(
    of x: Double, _ path: String, at location: SourceLocation, ofFreePrice: Bool = true
  ) -> InputError? {
    if contains(x, ofFreePrice: ofFreePrice) { return nil }
    let usual = "\(words) is usual"
    return .warning(
      sentence(x, path, otherwise: usual), at: location, hint: remedy(x) == nil ? nil : usual,
      .likelySlip)
  }

  /// An error for a value that is not allowed.
  ///
  /// - Parameters:
  ///   - found: The value as it was written.
  ///   - hint: Where no slip explains it.
  public func refusal(
    of x: Double, _ path: String, found: String, allowed: NumberRange,
    at location: SourceLocation, hint: String?
  ) -> InputError {
    let demand = "it must be \(allowed.words)"
    if reading == .bonus, x >= 1, slip(behind: x) != nil {
      return InputError(sentence(x, path, otherwise: demand), at: location, hint: demand)
    }
    return InputError("\(path) is \(found); \(demand)", at: location, hint: remedy(x) ?? hint)
  }

  private func sentence(_ x: Double, _ path: String, otherwise: String) -> String {
    let value = NumberWords.plain(x)
    let remedy = remedy(x) ?? otherwise
    switch reading {
    case .share: return "\(path) is \(value), which is \(NumberWords.percent(x)); \(remedy)"
    case .yearly:
      return "\(path) is \(value), which is \(NumberWords.percent(x)) a year; \(remedy)"
    case .daily: return "\(path) is \(value), which is \(NumberWords.percent(x)) a day; \(remedy)"
    case .logDiscount: return "\(path) is \(value), which is \(Self.discount(x)); \(remedy)"
    case .level: return "\(path) is \(value); levels are confidences: \(remedy)"
    case .bonus:
      guard x >= 1, let (_, meant) = slip(behind: x) else {
        return "\(path) is \(value), which is \(NumberWords.percent(x)); \(remedy)"
      }
      let bonus = NumberWords.short(meant, digits: 10)
      let factor = NumberWords.short(10_000 * (1 + meant), digits: 10)
      return
        "\(path) is \(value); it is what a liquidator gets on top, \(bonus); Aave writes \(factor)"
    case .number: return "\(path) is \(value); \(remedy)"
    }
  }

  /// A log discount in words: «63 % below redemption».
  public static func discount(_ x: Double) -> String {
    let share = UsualRange.share(below: x)
    return
      "\(NumberWords.percent(share.magnitude, digits: 2)) \(share < 0 ? "above" : "below") redemption"
  }
}
