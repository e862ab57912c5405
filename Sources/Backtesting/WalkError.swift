import Calibration
public import Tables

/// Why a walk could not be finished.
public enum WalkError: Error, CustomStringConvertible {
  /// A window of a factor has no volatility.
  case unusable(factor: String, date: CalendarDate, reason: CalibrationError)
  /// A simulated loss was not a finite number.
  case notFinite(date: CalendarDate)

  /// One sentence without a full stop.
  public var description: String {
    switch self {
    case .unusable(let factor, let date, let reason):
      "the window of \(factor) that ends on \(date) cannot be fitted: \(reason)"
    case .notFinite(let date):
      "a loss that was simulated on \(date) is not a finite number; check the history before it"
    }
  }
}
