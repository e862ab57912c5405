import Backtesting
import Calibration
import Diagnostics
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
      let needed = from.adding(days: -window)
      if history.firstDate > needed {
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
      var message = warning.description
      if case .extremeReturns(let count, let first) = warning {
        let date = history.firstDate.adding(days: first + 1)
        message = "\(count) daily log returns are beyond 1 in size, the first on \(date)"
      }
      warnings.append(
        InputError(
          "\(field.path): \(message)", at: field.location,
          hint: "check the unit of the column, and the prices of these days", severity: .warning))
    }
  }

  /// A token and what it is redeemed into are priced in one currency.
  mutating func warnUnit(_ ratio: DailySeries, _ field: YAMLField) {
    let middle = ratio.values.sorted()[ratio.values.count / 2]
    guard !(0.2...5).contains(middle) else { return }
    warnings.append(
      InputError(
        "\(field.path): the median ratio is \(brief((middle * 1e4).rounded() / 1e4))",
        at: field.location, hint: "are both columns prices in one currency, and both fractions?",
        severity: .warning))
  }
}
