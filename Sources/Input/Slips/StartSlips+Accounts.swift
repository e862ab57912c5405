import Diagnostics
import Foundation
import Market
import Passes

/// Accounts that nobody has.
extension StartSlips {
  /// Accounts that are worth too much, whose debt is next to nothing, or beside which all others are.
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
        share(
          account, start.accounts[i], values[i] / others, portfolio.location(line: account.line))
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

  /// An account beside which all others are nothing: a large one, or amounts in base units where those would be
  /// usual.
  private mutating func share(
    _ account: Portfolio.Account, _ values: InitialValues.OfAccount, _ times: Double,
    _ place: SourceLocation
  ) {
    let message =
      "account \(account.id) is worth \(NumberWords.short(times)) times all others together"
    guard let (leg, value) = largest(account, values),
      let decimals = decimals(leg, value, leastDollars: Self.leastAccount)
    else {
      warnings.append(
        .warning(message, at: place, hint: "the figures of the total are its own", .remark))
      return
    }
    let meant = NumberWords.short(leg.amount / pow(10, decimals), digits: 10)
    warnings.append(
      .warning(
        message, at: place,
        hint:
          "check \(NumberWords.short(leg.amount, digits: 10)) \(leg.token): as \(Self.name(decimals)) it would be \(meant)",
        .likelySlip))
  }

  /// The leg that makes an account's value, with its value in the numeraire.
  private func largest(
    _ account: Portfolio.Account, _ values: InitialValues.OfAccount
  ) -> (leg: Portfolio.Leg, value: Double)? {
    let legs = account.legs.filter { $0.side == .collateral }
    let debts = account.legs.filter { $0.side == .debt }
    let all =
      zip(legs, values.collateralLegs).map { (leg: $0, value: $1) }
      + zip(debts, values.debtLegs).map { (leg: $0, value: $1) }
    return all.max { $0.value < $1.value }
  }

  /// The decimals of an integer that the amount of a leg may be: those with which it is worth what amounts are.
  ///
  /// - Parameter leastDollars: The least that it is worth then.
  private func decimals(
    _ leg: Portfolio.Leg, _ value: Double, leastDollars: Double
  ) -> Double? {
    let usual: [Double] =
      isEther(leg) ? [18, 9] : token(leg)?.kind == .stable ? [6, 18, 8] : [18, 9, 8, 6]
    return usual.first { (leastDollars...1e10).contains(dollars * value / pow(10, $0)) }
  }

  private static func name(_ decimals: Double) -> String {
    [18: "wei", 9: "Gwei"][decimals] ?? "integers of \(Int(decimals)) decimals"
  }

  private func isEther(_ leg: Portfolio.Leg) -> Bool {
    leg.token == "ETH" || token(leg)?.underlying == "ETH"
  }

  private func token(_ leg: Portfolio.Leg) -> Token? {
    market.columns.flatMap { market.tokens.quote(leg.token, columns: $0)?.token }
  }

  /// The amount behind a value that nobody has, and what it was probably meant to be.
  private func unit(
    _ account: Portfolio.Account, _ values: InitialValues.OfAccount
  ) -> (message: String, hint: String) {
    guard let (leg, value) = largest(account, values) else { return ("", "") }
    let verb = leg.side == .collateral ? "holds" : "owes"
    let amount = NumberWords.short(leg.amount, digits: 4)
    let decimals = decimals(leg, value, leastDollars: 1)
    let unit = decimals.map(Self.name) ?? "wei"
    let worth =
      isEther(leg) && leg.amount > Self.etherSupply.amount
      ? "there are \(Self.etherSupply.words)"
      : "that is \(NumberWords.short(dollars * value)) USD"
    let meant = decimals.map { NumberWords.short(leg.amount / pow(10, $0), digits: 10) }
    return (
      "account \(account.id) \(verb) \(amount) \(leg.token); \(worth): amounts are in token units, not \(unit)",
      meant.map { "write \($0) for \(amount) \(unit)" } ?? "divide by the token's decimals"
    )
  }
}
