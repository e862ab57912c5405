/// What is measured on every path. `allCases` are measured for every account, book and the total;
/// `deskLoss` is a sum that the total alone has, where `TotalBooks` has both kinds of books.
public enum LossQuantity: String, Sendable, CaseIterable {
  /// E(0) − E(T) of the borrowers at market prices, E ≥ 0; positive is bad.
  case equityLoss = "equity_loss"
  /// Deficits recorded at liquidations plus max(0, debt − collateral) at the horizon; the lender's.
  case badDebt = "bad_debt"
  /// Market value of the debt that liquidators repaid.
  case liquidated
  /// Equity loss of own books plus bad debt of lent books.
  case deskLoss = "desk_loss"

  /// What every account, book and total has, in the order of rows and tables: without `deskLoss`.
  public static var allCases: [LossQuantity] { [.equityLoss, .badDebt, .liquidated] }

  /// Whether it can be below 0, a gain.
  public var canBeGain: Bool { self == .equityLoss || self == .deskLoss }
}

extension LossQuantity {
  /// Position in `allCases`; behind them for the desk loss.
  public var index: Int {
    switch self {
    case .equityLoss: 0
    case .badDebt: 1
    case .liquidated: 2
    case .deskLoss: 3
    }
  }
}
