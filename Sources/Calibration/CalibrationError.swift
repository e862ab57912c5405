import Diagnostics

/// Why a history has no parameters to give.
public enum CalibrationError: Error, Sendable, Hashable {
  /// There are no values.
  case empty
  /// Fewer values than the estimator needs.
  case tooShort(count: Int, needed: Int)
  /// A value is NaN or infinite; positions count from 0.
  case notFinite(position: Int)
  /// A price is zero or negative.
  case notPositive(position: Int, value: Double)
  /// A share is not strictly between 0 and 1.
  case notFraction(position: Int, value: Double)
  /// All values are equal.
  case constant(value: Double)
  /// The series does not revert to a mean: the regression slope of a value on the one before lies
  /// outside (0, 1).
  case notReverting(slope: Double)
  /// The likelihood is highest where a parameter leaves its range; `limit` is the end it ran to.
  case onBound(parameter: String, limit: Double)
  /// The likelihood has no strict maximum: the data cannot tell some parameters apart.
  /// `smallestEigenvalue` is that of the negative Hessian, in working parameters.
  case notIdentified(smallestEigenvalue: Double)
  /// The maximiser stopped early. `decrement` is the distance to the maximum in standard errors.
  case notConverged(iterations: Int, decrement: Double)
}

extension CalibrationError: CustomStringConvertible {
  /// One clause without a full stop; positions count from 0.
  public var description: String {
    switch self {
    case .empty: "the series is empty"
    case .tooShort(let count, let needed):
      "the series has \(count) values; the estimator needs \(needed)"
    case .notFinite(let position): "value \(position) is not a finite number"
    case .notPositive(let position, let value): "price \(position) is \(value); it must be positive"
    case .notFraction(let position, let value):
      "value \(position) is \(value); it must be strictly between 0 and 1"
    case .constant(let value):
      "all values are \(NumberWords.short(value, digits: 10)): a constant has no volatility"
    case .notReverting(let slope):
      "the slope of a value on the one before is \(NumberWords.short(slope)), not between 0 and 1: no mean reversion"
    case .onBound(let parameter, let limit):
      "\(parameter) runs to its limit \(NumberWords.short(limit)): the model does not fit this history"
    case .notIdentified(let smallest):
      "the likelihood has no strict maximum (smallest eigenvalue of the information \(NumberWords.short(smallest))): "
        + "the history cannot tell the parameters apart"
    case .notConverged(let iterations, let decrement):
      "no maximum after \(iterations) iterations, \(NumberWords.short(decrement)) standard errors away"
    }
  }
}
