import Diagnostics
import Tables

/// Amounts that a comma between thousands or before decimals has split: 1,000 moves 000 into the next column,
/// which is that of the threshold.
struct SplitAmounts {
  private var warnings: [InputError] = []
  /// The first collateral of an account whose threshold is 0, with its amount.
  private var zeros: [Int: (amount: String, location: SourceLocation)] = [:]

  /// Takes a collateral's amount and threshold as they are written.
  mutating func add(_ amount: String, _ threshold: CSVCell, account: Int) {
    guard Self.isDigits(amount) else { return }
    let text = threshold.text
    if let remedy = Self.remedy(amount, text) {
      guard warnings.count < StartWarnings.listLimit else { return }
      warnings.append(
        .warning(
          "liquidation_threshold is \(text) beside an amount of \(amount): it looks like the rest of \(amount),\(text)",
          at: threshold.location, hint: remedy, .likelySlip))
    } else if text == "0", zeros[account] == nil {
      zeros[account] = (amount, threshold.location)
    }
  }

  /// What to write where the cell behind an amount looks like its last three digits; `nil` where it does not.
  static func remedy(_ amount: String, _ next: String) -> String? {
    guard isDigits(amount), amount.count <= 3, next.count == 3, isDigits(next) else { return nil }
    return "write \(amount)\(next), without a comma between thousands"
  }

  /// Cells that look like the rest of an amount. A 0 does where nothing else of an account in debt counts:
  /// otherwise it says that a supply is not enabled as collateral.
  func warnings(_ accounts: [Portfolio.Account]) -> [InputError] {
    warnings
      + zeros.sorted { $0.key < $1.key }.filter { Self.hasNothingElse(accounts[$0.key]) }
      .prefix(StartWarnings.listLimit).map { account, zero in
        .warning(
          "liquidation_threshold is 0 beside an amount of \(zero.amount), and nothing else of account \(accounts[account].id) counts as collateral: is it the rest of \(zero.amount),0?",
          at: zero.location,
          hint: "decimals have a point; 0 says that a supply is not enabled as collateral",
          .likelySlip)
      }
  }

  private static func hasNothingElse(_ account: Portfolio.Account) -> Bool {
    let owes = account.legs.contains { $0.side == .debt && $0.amount > 0 }
    return owes && account.legs.allSatisfy { $0.side == .debt || $0.threshold == 0 }
  }

  private static func isDigits(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }
}
