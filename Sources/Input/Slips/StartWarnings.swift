import Diagnostics
import Passes
import Studies

/// What is odd about a plan at the valuation date, and what it will take to run it.
struct StartWarnings {
  private(set) var warnings: [InputError] = []
  /// What is certain nonsense.
  let errors: [InputError]

  /// Accounts of one kind that are listed; the others are counted.
  static let listLimit = 20
  /// Memory above which a run is warned about, in bytes: 4 GiB.
  static let memoryLimit = 4.0 * 1_073_741_824

  /// - Parameter limits: Where each limit of the plan stands.
  init(
    _ plan: RunPlan, _ portfolio: Portfolio, _ market: MarketDocument, limits: [SourceLocation]
  ) {
    let start = InitialValues(plan.losses)
    var slips = StartSlips(plan, market, start)
    slips.checkTokens()
    slips.checkAccounts(portfolio)
    slips.checkLimits(limits)
    errors = slips.errors
    warnings = slips.warnings
    var liquidatable: [InputError] = []
    var withoutDebt: [InputError] = []
    var withoutCollateral: [InputError] = []
    for (account, values) in zip(portfolio.accounts, start.accounts) {
      func warning(_ message: String, _ hint: String) -> InputError {
        .warning(
          "account '\(account.id)' \(message)", at: portfolio.location(line: account.line),
          hint: hint, .remark)
      }
      if values.debt == 0 {
        withoutDebt.append(
          warning(
            "has no debt: its health factor is infinite",
            "it can lose equity, but is never liquidated"))
      } else if values.collateral == 0 {
        withoutCollateral.append(
          warning("has debt but no collateral", "all its debt is bad debt from the start"))
      } else if values.healthFactor < 1 {
        liquidatable.append(
          warning(
            "has a health factor of \(Self.short(values.healthFactor)) at the valuation date",
            "below 1 it can be liquidated at once; it counts at the end of the first step"))
      }
    }
    add(liquidatable, "have a health factor below 1 at the valuation date", portfolio)
    add(withoutDebt, "have no debt", portfolio)
    add(withoutCollateral, "have debt but no collateral", portfolio)
    addMemory(plan, portfolio)
    addBridge(plan, portfolio)
  }

  /// `monitoring: bridge` says which accounts it cannot correct.
  private mutating func addBridge(_ plan: RunPlan, _ portfolio: Portfolio) {
    guard plan.measurement.monitoring == .bridge else { return }
    let bridged = BridgeVariance.byAccount(plan.losses).count
    let all = plan.portfolio.accounts.count
    guard bridged < all else { return }
    warnings.append(
      .warning(
        "monitoring: bridge corrects \(bridged) of \(all) accounts; the others are checked at step ends",
        at: portfolio.location(line: 1),
        hint:
          "it needs one collateral and one debt whose prices are geometric Brownian motions under Gaussian dependence",
        .substitution))
  }

  /// Lists the first of a kind and counts the rest.
  private mutating func add(_ found: [InputError], _ what: String, _ portfolio: Portfolio) {
    warnings += found.prefix(Self.listLimit)
    let rest = found.count - Self.listLimit
    guard rest > 0 else { return }
    warnings.append(
      .warning(
        "\(rest) further accounts \(what)", at: SourceLocation(file: portfolio.file),
        hint: "the first \(Self.listLimit) are listed", .remark))
  }

  private mutating func addMemory(_ plan: RunPlan, _ portfolio: Portfolio) {
    let bytes = Self.expectedMemory(plan)
    guard bytes > Self.memoryLimit else { return }
    warnings.append(
      .warning(
        "the tails of \(plan.portfolio.accounts.count) accounts over \(plan.paths.count) paths take about \(Int(bytes / 1_073_741_824)) GiB of memory",
        at: SourceLocation(file: portfolio.file),
        hint:
          "write accountTails: [] for means and probabilities of accounts alone, or run fewer paths",
        .remark))
  }

  /// Bytes that a run keeps: the losses beyond the lowest level of every row, twice over while
  /// they are cut.
  ///
  ///     rows × paths × (1 − lowest level) × 16 bytes × 2
  static func expectedMemory(_ plan: RunPlan) -> Double {
    let desk = plan.portfolio.total.view == .desk ? 1 : 0
    let wide = (1 + plan.portfolio.books.count) * LossQuantity.allCases.count + desk
    let measured = plan.measurement.accountDetail == .losses ? plan.portfolio.accounts.count : 0
    let rows = wide + measured * plan.measurement.accountTails.count
    let lowest = plan.measurement.levels.reduce(plan.measurement.attributionLevel) { min($0, $1) }
    return Double(rows) * Double(plan.paths.count) * (1 - lowest) * 32
  }

  /// Four decimals, rounded down, so that 0.99999 does not read as 1.
  private static func short(_ x: Double) -> String { String((x * 10_000).rounded(.down) / 10_000) }
}
