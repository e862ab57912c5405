import Glibc

/// A way in which a right number is written wrong: in another unit, or as its counterpart.
public enum Slip: Sendable, Hashable {
  /// 80 for 0.8.
  case percent
  /// 0.8 where 80 per cent are asked for.
  case fractionOfPercent
  /// 8000 for 0.8.
  case basisPoints
  /// 8e17 for 0.8: an integer of so many decimals, as contracts keep it; 18 is wei, 27 Aave's ray.
  case decimals(Int)
  /// A rate or a count of a day for one of a year.
  case perDay
  /// A day's volatility for a year's, and the same in per cent.
  case dailyVolatility, dailyPercent
  /// A year's volatility for a day's, and the same in per cent.
  case yearlyVolatility, yearlyPercent
  /// Market rate over redemption rate for the log discount, its negative logarithm.
  case ratio
  /// Price over par, or over the price before, for its logarithm.
  case growth
  /// 1 / x.
  case inverse
  /// A probability of the tail for the confidence level.
  case otherTail
  /// 1 − x of a share.
  case complement
  /// 1.05 for the 0.05 that come on top of 1.
  case onTop
  /// The same as 105, 10500, or an integer of so many decimals.
  case onTopPercent, onTopBasisPoints
  case onTopDecimals(Int)
  /// A rise for a fall.
  case sign
  /// Hours or seconds for days; hours of a period that is whole days.
  case hours, seconds, hoursOfWholeDays
  /// Days for ln(1 + days).
  case days
  /// Millions of ETH, validators of 32 ETH, ETH a day for ETH an epoch.
  case millions, validators, perDayOfEpochs
  /// US dollars for ETH, and ETH for US dollars, at a price.
  case dollars(Double)
  case ether(Double)

  /// Days of a year, as everywhere.
  private static let year = 365.0
  /// Epochs of a day.
  private static let epochs = 225.0

  /// What was meant where this slip led to `x`; not finite where it cannot have.
  public func meant(by x: Double) -> Double {
    switch self {
    case .percent: x / 100
    case .fractionOfPercent: x * 100
    case .basisPoints: x / 10_000
    case .decimals(let n): x / pow(10, Double(n))
    case .perDay: x * Self.year
    case .dailyVolatility: x * Self.year.squareRoot()
    case .dailyPercent: x / 100 * Self.year.squareRoot()
    case .yearlyVolatility: x / Self.year.squareRoot()
    case .yearlyPercent: x / 100 / Self.year.squareRoot()
    case .ratio: -log(x)
    case .growth: log(x)
    case .inverse: 1 / x
    case .otherTail, .complement: 1 - x
    case .onTop: x - 1
    case .onTopPercent: x / 100 - 1
    case .onTopBasisPoints: x / 10_000 - 1
    case .onTopDecimals(let n): x / pow(10, Double(n)) - 1
    case .sign: -x
    case .hours: x / 24
    case .hoursOfWholeDays: (x / 24).rounded() == x / 24 ? x / 24 : .nan
    case .seconds: x / 86_400
    case .days: log1p(x)
    case .millions: x * 1e6
    case .validators: x * 32
    case .perDayOfEpochs: x / Self.epochs
    case .dollars(let price): x / price
    case .ether(let price): x * price
    }
  }

  /// What this slip makes of the right value `x`: the inverse of `meant(by:)`.
  public func written(for x: Double) -> Double {
    switch self {
    case .percent: x * 100
    case .fractionOfPercent: x / 100
    case .basisPoints: x * 10_000
    case .decimals(let n): x * pow(10, Double(n))
    case .perDay: x / Self.year
    case .dailyVolatility: x / Self.year.squareRoot()
    case .dailyPercent: x * 100 / Self.year.squareRoot()
    case .yearlyVolatility: x * Self.year.squareRoot()
    case .yearlyPercent: x * 100 * Self.year.squareRoot()
    case .ratio: exp(-x)
    case .growth: exp(x)
    case .inverse: 1 / x
    case .otherTail, .complement: 1 - x
    case .onTop: 1 + x
    case .onTopPercent: 100 * (1 + x)
    case .onTopBasisPoints: 10_000 * (1 + x)
    case .onTopDecimals(let n): (1 + x) * pow(10, Double(n))
    case .sign: -x
    case .hours, .hoursOfWholeDays: x * 24
    case .seconds: x * 86_400
    case .days: expm1(x)
    case .millions: x / 1e6
    case .validators: x / 32
    case .perDayOfEpochs: x * Self.epochs
    case .dollars(let price): x * price
    case .ether(let price): x / price
    }
  }

  /// What the written value then says, as in «write 0.8 for 80 %».
  package func words(_ x: Double) -> String {
    let number = NumberWords.plain(x)
    return switch self {
    case .percent: "\(number) %"
    case .fractionOfPercent: NumberWords.percent(x)
    case .basisPoints: "\(number) basis points"
    case .decimals(let n), .onTopDecimals(let n): "an integer of \(n) decimals"
    case .perDay: "\(number) a day"
    case .dailyVolatility: "\(NumberWords.percent(x)) a day"
    case .dailyPercent: "\(number) % a day"
    case .yearlyVolatility: "\(NumberWords.percent(x)) a year"
    case .yearlyPercent: "\(number) % a year"
    case .ratio, .growth: "a ratio of \(number)"
    case .inverse: "its inverse, \(number)"
    case .otherTail: "the worst \(NumberWords.percent(x))"
    case .complement: "its complement, \(number)"
    case .onTop: "a factor of \(number)"
    case .onTopPercent: "a factor of \(number) %"
    case .onTopBasisPoints: "a factor of \(number) basis points"
    case .sign: "a fall"
    case .hours, .hoursOfWholeDays: "\(number) hours"
    case .seconds: "\(number) seconds"
    case .days: "\(number) days"
    case .millions: "\(number) million"
    case .validators: "\(number) validators"
    case .perDayOfEpochs: "\(number) a day"
    case .dollars: "\(number) US dollars"
    case .ether: "\(number) ETH"
    }
  }
}
