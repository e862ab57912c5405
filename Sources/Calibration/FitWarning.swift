public import Diagnostics

/// What a reader of a fit should know although the fit succeeded.
public enum FitWarning: Sendable, Hashable {
  /// The volatility is so high that the returns may be written in per cent instead of fractions.
  case looksLikePercent(annualVolatility: Double)
  /// Log returns beyond ±1, which processes clamp; `first` is the position of the first.
  case extremeReturns(count: Int, first: Int)
  /// More than a twentieth of the returns are exactly 0: prices that were not updated.
  case repeatedPrices(share: Double)
  /// ν is below the least that processes take; the process's parameters are those of the fit with
  /// that least.
  case degreesOfFreedomRaised(estimate: Double, to: Double)
  /// α + β ran to its limit and was held there; its standard error does not exist.
  case persistenceHeld(at: Double)
  /// Searches from different starts ended at maxima whose log-likelihoods differ by `gap`; the
  /// highest was taken.
  case severalMaxima(gap: Double)
  /// The measurement error ran to 0 and was held there: observations are taken as exact.
  case measurementErrorHeld
}

extension FitWarning {
  /// What lies behind it for the figures that rest on the fit.
  public var consequence: InputError.Consequence {
    switch self {
    case .looksLikePercent, .extremeReturns, .repeatedPrices: .likelySlip
    case .degreesOfFreedomRaised, .measurementErrorHeld: .substitution
    case .persistenceHeld, .severalMaxima: .remark
    }
  }
}

extension FitWarning: CustomStringConvertible {
  /// One sentence without a full stop.
  public var description: String {
    switch self {
    case .looksLikePercent(let volatility):
      "the annual volatility is \(NumberWords.short(volatility)): are the returns in per cent? Give fractions"
    case .extremeReturns(let count, let first):
      "\(count) log returns are beyond 1 in size, the first at position \(first): check the prices"
    case .repeatedPrices(let share):
      "\(NumberWords.percent(share)) of the returns are exactly 0: prices that were not updated?"
    case .degreesOfFreedomRaised(let estimate, let least):
      "the degrees of freedom are estimated at \(NumberWords.short(estimate)) and taken as \(NumberWords.short(least)) for the process"
    case .persistenceHeld(let limit):
      "alpha + beta ran to its limit and was held at \(NumberWords.short(limit, digits: 10)); it has no standard error"
    case .measurementErrorHeld:
      "the measurement error ran to 0; the observations are taken as exact"
    case .severalMaxima(let gap):
      "the likelihood has several maxima; the next lies \(NumberWords.short(gap)) below the one taken"
    }
  }
}
