import Diagnostics
import Studies

/// Limits whose unit cannot be right.
extension StartSlips {
  /// Limits that nothing can reach, and shares that were written for amounts.
  ///
  /// - Parameter places: Where each limit stands.
  mutating func checkLimits(_ places: [SourceLocation]) {
    guard places.count == plan.limits.count else { return }
    for (limit, place) in zip(plan.limits, places) where limit.unit == .numeraire {
      guard !limit.measure.isProbability else { continue }
      let exposure = exposure(limit.subject)
      guard exposure > 0 else { continue }
      for (key, value) in [("warn", limit.warn), ("hard", limit.hard)] {
        guard let value, value > 0 else { continue }
        let said =
          "\(key) is \(NumberWords.short(value, digits: 6)) \(plan.words.numeraire.rawValue)"
        if value > 20 * exposure {
          let inEther = dollars > 1 && value / dollars < 20 * exposure
          let remedy =
            inEther
            ? "in ETH it would be \(NumberWords.short(value / dollars))"
            : "check its unit: not wei"
          warnings.append(
            .warning(
              "\(said), \(NumberWords.short(value / exposure)) times all the collateral that it is about; it cannot be reached",
              at: place, hint: remedy, .likelySlip))
        } else if isShare(value, limit, exposure) {
          warnings.append(
            .warning(
              "\(said), next to nothing of a collateral of \(NumberWords.short(exposure)): without a unit limits are amounts",
              at: place,
              hint: value <= 1
                ? "write \(NumberWords.short(100 * value)) and unit: percent for \(NumberWords.percent(value))"
                : "add unit: percent if it is per cent, or write it in \(plan.words.numeraire.rawValue)",
              .likelySlip))
        } else if limit.isOfTail, value < Self.smallTail * exposure {
          warnings.append(
            .warning(
              "\(said), \(NumberWords.percent(value / exposure, digits: 2)) of a collateral of \(NumberWords.short(exposure)): hardly any tail is as small",
              at: place, hint: "limits are amounts unless unit: percent is written", .remark))
        }
      }
    }
  }

  /// Share of the exposure below which a limit on a tail is remarked upon.
  private static let smallTail = 1e-4

  /// Whether an amount is so small that it was probably not meant in the numeraire: a tail's hardly ever is 1e-5 of
  /// the exposure, a mean's may be, and 5 ETH are an amount.
  private func isShare(_ value: Double, _ limit: Limit, _ exposure: Double) -> Bool {
    guard value < 1e-5 * exposure else { return false }
    return value * dollars <= (limit.isOfTail ? 10_000 : 100)
  }

  /// Collateral, or debt where it is larger, of a limit's subject in the numeraire: of the total that of the
  /// books that it adds.
  private func exposure(_ subject: Limit.Subject) -> Double {
    let total = plan.portfolio.total
    return zip(plan.portfolio.accounts, start.accounts).reduce(0) { sum, pair in
      let (account, values) = pair
      let counts =
        switch subject {
        case .total: total.isAdded[account.book]
        case .book(let name): plan.portfolio.books[account.book].name == name
        case .account(let id): account.id == id
        }
      return counts ? sum + max(values.collateral, values.debt) : sum
    }
  }
}

extension Limit {
  fileprivate var isOfTail: Bool { measure == .valueAtRisk || measure == .expectedShortfall }
}
