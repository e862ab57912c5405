import Calibration
import Diagnostics

/// The unit in which a column is written.
enum SeriesUnit: String, CaseIterable {
  case usd = "USD"
  case eth = "ETH"
  case fraction
  case percent
  case basisPoints = "basis-points"
  case days
  case hours

  /// What a value is multiplied with: prices stay, rates and shares become fractions, waits days.
  var factor: Double {
    switch self {
    case .usd, .eth, .fraction, .days: 1
    case .percent: 0.01
    case .basisPoints: 0.0001
    case .hours: 1.0 / 24
    }
  }

  /// Units of a quantity.
  static func of(_ quantity: SeriesQuantity) -> [SeriesUnit] {
    switch quantity {
    case .price: [.usd, .eth]
    case .rate, .share: [.fraction, .percent, .basisPoints]
    case .wait: [.days, .hours]
    }
  }

  /// The largest rate, 100,000 % a year, and the longest wait, a century of days: beyond, a cell is
  /// no such thing, and its square no number.
  static let rateLimit = 1_000.0
  static let waitLimit = 36_500.0

  /// Values that a cell may hold, in this unit.
  func range(_ quantity: SeriesQuantity) -> NumberRange {
    switch quantity {
    case .price: .positive
    case .rate: NumberRange(from: -Self.rateLimit / factor, to: Self.rateLimit / factor)
    case .share: NumberRange(from: 0, to: 1 / factor)
    case .wait: NumberRange(from: 0, to: Self.waitLimit / factor)
    }
  }
}
