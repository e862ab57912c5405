/// Why a run could not be finished.
public enum RunFailure: Error, CustomStringConvertible {
  /// A loss was not a finite number: the market's parameters lead beyond the range of a double.
  case notFinite(subject: String, quantity: LossQuantity)
  /// No draw of a factor's parameters made a process in so many attempts.
  case noProcess(factor: String, attempts: Int)

  /// What failed and what to check in the market document, without a full stop.
  public var description: String {
    switch self {
    case .notFinite(let subject, let quantity):
      "the \(quantity.rawValue) of \(subject) is not a finite number on some path; check the volatilities and the horizon of the market document"
    case .noProcess(let factor, let attempts):
      "none of \(attempts) draws of the parameters of \(factor) lay in the range of its process; check the standard errors of its estimates in the market document"
    }
  }
}
