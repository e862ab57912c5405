import Diagnostics
import Foundation
import Simulation

/// Accounts that nobody has.
extension StartSlips {
  /// - Parameter places: Where each account stands.
  mutating func checkAccounts(_ portfolio: Portfolio) {
    let values = start.accounts.map { dollars * max($0.collateral, $0.debt) }
    let total = values.reduce(0, +)
    var found: [(message: String, hint: String, line: Int)] = []
    var dust: [Portfolio.Account] = []
    for (i, account) in portfolio.accounts.enumerated() {
      let health = start.accounts[i].healthFactor
      let others = total - values[i]
      if values[i] > Self.valueLimit {
        let (message, hint) = unit(account, start.accounts[i])
        found.append((message, hint, account.line))
      } else if health.isFinite && health > Self.healthLimit {
        let debt = dollars * start.accounts[i].debt
        if debt < Self.dustLimit {
          dust.append(account)
          continue
        }
        found.append(
          (
            "account \(account.id) has a health factor of \(NumberWords.short(health)): its debt is worth \(NumberWords.short(debt)) USD",
            "check the unit of its amounts: token units, not wei", account.line
          ))
      } else if others > 0 && values[i] > Self.shareLimit * others {
        found.append(
          (
            "account \(account.id) is worth \(NumberWords.short(values[i] / others)) times all others together",
            "check the unit of its amounts: token units, not wei", account.line
          ))
      }
    }
    if let first = dust.first {
      warnings.append(
        .warning(
          dust.count == 1
            ? "account \(first.id) has a health factor above 1e6 because it owes less than 1 USD"
            : "\(dust.count) accounts have health factors above 1e6 because they owe less than 1 USD; account \(first.id) is the first",
          at: portfolio.location(line: first.line), hint: "dust, or debts in another unit", .remark)
      )
    }
    for slip in found.prefix(StartWarnings.listLimit) {
      warnings.append(
        .warning(
          slip.message, at: portfolio.location(line: slip.line), hint: slip.hint, .likelySlip))
    }
    let rest = found.count - StartWarnings.listLimit
    if rest > 0 {
      warnings.append(
        .warning(
          "\(rest) further accounts have values that amounts in wei would lead to",
          at: SourceLocation(file: portfolio.file),
          hint: "the first \(StartWarnings.listLimit) are listed", .likelySlip))
    }
  }

  /// The amount behind a value that nobody has, and what it was probably meant to be.
  private func unit(
    _ account: Portfolio.Account, _ values: InitialValues.OfAccount
  ) -> (message: String, hint: String) {
    let legs = account.legs.filter { $0.side == .collateral }
    let debts = account.legs.filter { $0.side == .debt }
    let all =
      zip(legs, values.collateralLegs).map { ($0, $1) }
      + zip(debts, values.debtLegs).map { ($0, $1) }
    guard let (leg, value) = all.max(by: { $0.1 < $1.1 }) else { return ("", "") }
    let verb = leg.side == .collateral ? "holds" : "owes"
    let amount = NumberWords.short(leg.amount, digits: 4)
    let token = market.columns.flatMap { market.tokens.quote(leg.token, columns: $0)?.token }
    let isEther = leg.token == "ETH" || token?.underlying == "ETH"
    let usual: [Double] = token?.kind == .stable ? [6, 18, 8] : [18, 9, 8, 6]
    let decimals = usual.first { n in
      (1...1e10).contains(dollars * value / pow(10, n))
    }
    let names: [Double: String] = [18: "wei", 9: "Gwei"]
    let unit = decimals.map { names[$0] ?? "integers of \(Int($0)) decimals" } ?? "wei"
    let worth =
      isEther && leg.amount > Self.etherSupply.amount
      ? "there are \(Self.etherSupply.words)"
      : "that is \(NumberWords.short(dollars * value)) USD"
    let meant = decimals.map { NumberWords.short(leg.amount / pow(10, $0), digits: 10) }
    return (
      "account \(account.id) \(verb) \(amount) \(leg.token); \(worth): amounts are in token units, not \(unit)",
      meant.map { "write \($0) for \(amount) \(unit)" } ?? "divide by the token's decimals"
    )
  }
}
