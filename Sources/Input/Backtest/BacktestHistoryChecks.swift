import Backtesting
import Calibration
import Diagnostics
import Documents
import Tables

/// Whether a history can carry its backtest, and what is odd about it.
extension BacktestReader {
  /// The history reaches from a window before the first day to the last one, and moves in every window.
  mutating func checkRange(
    _ history: FactorHistory, _ field: YAMLField, _ settings: BacktestSettings
  ) {
    let last = history.firstDate.adding(days: history.logReturns.count)
    let range = "\(history.firstDate) to \(last)"
    if let window = settings.window, let from = settings.from {
      if history.firstDate.days(to: from) < window {
        let needed = CalendarDate(
          dayNumber: max(CalendarDate.dayNumbers.lowerBound, from.dayNumber - window))
        let first = history.firstDate.adding(days: window)
        errors.append(
          InputError(
            "\(field.path) has prices from \(range); \(window) returns before \(from) need prices from \(needed)",
            at: field.location,
            hint: first <= last
              ? "start from \(first) or later, or shorten the window" : "shorten the window"))
        return
      }
      checkMotion(history, field, window: window)
    }
    if let to = settings.to, to > last {
      errors.append(
        InputError(
          "\(field.path) has prices from \(range); backtest.to is \(to)", at: field.location,
          hint: "write to: \(last)"))
    }
  }

  /// A window in which all returns are equal has no volatility.
  private mutating func checkMotion(_ history: FactorHistory, _ field: YAMLField, window: Int) {
    let returns = history.logReturns
    var start = 0
    for i in returns.indices {
      if returns[i] != returns[start] { start = i }
      guard i - start + 1 == window else { continue }
      errors.append(
        InputError(
          "\(field.path) has equal returns on all \(window) days from \(history.firstDate.adding(days: start))",
          at: field.location, hint: "a constant price has no risk to forecast; check the column"))
      return
    }
  }

  /// The close of the market document's date, or the last before it, is the price that it starts from.
  mutating func checkLastClose(_ prices: DailyHistory, _ factor: String, _ field: YAMLField) {
    guard let start = factorPrices[factor], let priceDate,
      let warning = LastClose(prices: start, priceDate: priceDate)
        .warning(prices, upTo: priceDate, field)
    else { return }
    warnings.append(warning)
  }

  /// What `ReturnSeries` finds odd, with dates.
  mutating func warn(_ history: FactorHistory, _ field: YAMLField) {
    let series: ReturnSeries
    do {
      series = try ReturnSeries(history.logReturns)
    } catch {
      errors.append(InputError("\(field.path): \(error)", at: field.location))
      return
    }
    for warning in series.warnings {
      // Moves of the price are told with their lines where the table is read.
      if case .extremeReturns = warning { continue }
      warnings.append(
        .warning(
          "\(field.path): \(warning)", at: field.location, hint: "check the unit of the column",
          .likelySlip))
    }
  }

  /// Asks where the two prices of a ratio are not of the same instants.
  ///
  /// - Returns: Whether it has asked.
  mutating func warnPair(
    _ series: DailyHistory, _ base: DailyHistory, _ field: YAMLField
  ) -> Bool {
    let found = series.oddities(over: base)
    warnings += found.map {
      .warning(
        "\(field.path): \($0)", at: field.location,
        hint: "check dates and time zones of both tables, and their columns", .likelySlip)
    }
    return !found.isEmpty
  }

  /// A factor that moves no price is a market ratio: it lies near 1, and rarely above it.
  mutating func checkRatio(_ ratio: DailyHistory, _ factor: String, _ field: YAMLField) {
    guard let run, run.paths.market.factors.contains(where: { $0.name == factor }),
      factorPrices[factor] == nil
    else { return }
    let sorted = ratio.values.sorted()
    let middle = sorted[sorted.count / 2]
    let above = Double(ratio.values.count { $0 > 1 }) / Double(ratio.values.count)
    if !(0.5...2).contains(middle) {
      warnings.append(
        .warning(
          "\(field.path) has the median \(NumberWords.short(middle)); \(factor) moves no price, and a market ratio lies near 1",
          at: field.location, hint: "write over: and the price of what the token is redeemed into",
          .likelySlip))
    } else if abs(middle - 1) < 0.05, above > Self.upsideDown {
      warnings.append(
        .warning(
          "\(field.path) is above 1 on \(NumberWords.percent(above, digits: 2)) of its days: is the ratio upside down?",
          at: field.location, hint: "write the token's price over that of what it is redeemed into",
          .likelySlip))
    }
  }

  /// Share of days above redemption value that no LST has: stETH had 14 % from 2020 to 2024.
  private static let upsideDown = 0.6

  /// A token and what it is redeemed into are priced in one currency.
  mutating func warnUnit(_ ratio: DailyHistory, _ field: YAMLField) {
    let middle = ratio.values.sorted()[ratio.values.count / 2]
    guard !(0.2...5).contains(middle) else { return }
    warnings.append(
      .warning(
        "\(field.path): the median ratio is \(brief((middle * 1e4).rounded() / 1e4))",
        at: field.location, hint: "are both columns prices in one currency, and both fractions?",
        .likelySlip))
  }
}
