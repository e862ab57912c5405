import Glibc

/// Usual ranges that several declarations share, with the slips of their kind.
extension UsualRange {
  /// d = 1 − e^(−x).
  static func share(below x: Double) -> Double { -expm1(-x) }

  /// Integers as contracts keep them: 6 and 8 decimals of tokens and feeds, wei, Aave's ray.
  private static let decimals: [Slip] = [.decimals(6), .decimals(8), .decimals(18), .decimals(27)]

  /// A share of something, in which per cent and basis points are the usual slips.
  public static func share(
    _ lower: Double, _ upper: Double, or others: [Slip] = []
  ) -> UsualRange {
    UsualRange(lower, upper, .share, others + [.percent, .basisPoints] + decimals)
  }

  /// A rate per year.
  public static func rate(_ lower: Double, _ upper: Double) -> UsualRange {
    UsualRange(lower, upper, .yearly, [.percent, .basisPoints, .perDay] + decimals)
  }

  /// A reward or long-run rate: 0.1 % to 50 % a year. A day's rate of 4 % a year is 0.00011.
  public static let yearlyRate = rate(0.001, 0.5)

  /// Growth of an expected price: down or up by at most 100 % a year.
  public static let drift = UsualRange(-1, 1, .yearly, [.percent, .basisPoints])

  /// A volatility per square root of a year.
  public static func volatility(_ lower: Double, _ upper: Double) -> UsualRange {
    UsualRange(
      lower, upper, .yearly, [.percent, .basisPoints, .dailyVolatility] + decimals)
  }

  /// Of a price: ETH has stood between 25 % and 250 % a year since 2017. Ratios and stablecoins move less.
  public static let priceVolatility = UsualRange(
    0.1, 3, .yearly, [.percent, .basisPoints, .dailyVolatility, .dailyPercent] + decimals,
    isOfFreePrices: true)

  /// A log return of a day: 0.3 % to 8 %, of which ETH has 2 % to 3 %.
  public static let dailyScale = UsualRange(
    0.003, 0.08, .daily, [.yearlyVolatility, .percent, .basisPoints, .yearlyPercent] + decimals,
    isOfFreePrices: true)

  /// Expected events a year, from one in a hundred years to two in a week.
  public static let eventRate = UsualRange(0.01, 100, .number, [.perDay])

  /// Speed of mean reversion per year: half-lives of 35 years down to 5 days.
  public static let slowSpeed = UsualRange(0.02, 50, .number, [.perDay])
  /// Half-lives of a year down to 6 hours: discounts, queues and utilisations.
  public static let fastSpeed = UsualRange(0.7, 1_000, .number, [.perDay])

  /// A log discount of an LST: stETH stood 6 % below its redemption value in June 2022.
  public static let logDiscount = UsualRange(
    -0.05, 0.07, .logDiscount, [.ratio, .percent, .basisPoints])

  /// Log of the price of a stablecoin over par.
  public static let logPeg = UsualRange(-0.05, 0.05, .share, [.growth, .percent, .basisPoints])

  /// Standard deviation of the logarithm of a size.
  public static let logDeviation = UsualRange(0.02, 3, .number, [.percent])

  /// Confidence levels of a tail.
  public static let level = UsualRange(
    0.5, 0.999_999_999, .level, [.otherTail, .percent, .basisPoints] + decimals)

  /// What a liquidator gets on top: Aave's bonuses go from 1 % to 15 %, older markets' to 25 %.
  public static let bonus = UsualRange(
    0.001, 0.25, .bonus,
    [
      .onTop, .complement, .percent, .onTopPercent, .basisPoints, .onTopBasisPoints,
      .onTopDecimals(18), .decimals(18),
    ])

  /// A gap between two terms: up to 30 points.
  public static let buffer = share(0.0005, 0.3)

  /// A haircut; from loops at 1 % to assets that are hardly lent against.
  public static let haircut = share(0.005, 0.95)

  /// A cost or a slippage: a basis point to 5 %.
  public static let cost = share(0.0001, 0.05)

  /// A number of standard deviations.
  public static let multiple = UsualRange(0.1, 10, .number, [.percent])

  /// A time in days.
  public static func days(_ lower: Double, _ upper: Double) -> UsualRange {
    UsualRange(lower, upper, .number, [.hours, .seconds])
  }

  /// A period of whole days: 365 are a year, not hours.
  public static func wholeDays(_ lower: Double, _ upper: Double) -> UsualRange {
    UsualRange(lower, upper, .number, [.hoursOfWholeDays, .seconds])
  }

  /// An amount of ETH. 3,000 USD stand for the price of an ETH that was written in dollars.
  public static func ether(_ lower: Double, _ upper: Double, or others: [Slip] = []) -> UsualRange {
    UsualRange(lower, upper, .number, others + [.decimals(9), .decimals(18), .dollars(3_000)])
  }

  /// An amount of US dollars: Aave's base currency has 8 decimals, tokens have 6 and 18.
  public static let dollars = UsualRange(
    1, 1e6, .number, [.decimals(8), .decimals(6), .decimals(18)])
}
