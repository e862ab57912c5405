import Backtesting
import Calibration
import Diagnostics
import Documents
import Simulation
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
