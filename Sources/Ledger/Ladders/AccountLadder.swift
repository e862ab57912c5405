import Lending

/// Accounts with one collateral and one debt each, on the same marks and terms, from the weakest to the
/// strongest.
///
/// As their health factors are one ratio of marks times a number each, a step liquidates the accounts
/// between two rungs of this order, and sums over them are differences of prefix sums: the cost of a step
/// does not depend on how many there are.
struct AccountLadder {
  /// Indices of the accounts, D / (q LT) descending.
  let accounts: [Int]
  let collateral: LegKind
  let debt: LegKind
  let threshold: Double
  let protocolIndex: Int

  /// Fewer accounts are evaluated eight at a time instead.
  static let smallest = 16
  /// Up to so many books share a ladder, which keeps the sums of each.
  static let sharedBooks = 8

  private struct Key: Hashable {
    let collateral: LegKind
    let debt: LegKind
    let threshold: Double
    let protocolIndex: Int
    /// −1 for a ladder of several books.
    let book: Int
  }

  /// Ladders of a portfolio, in the order of their first accounts.
  ///
  /// - Parameter closingAdapters: By adapter: whether it closes whole accounts, which a ladder needs.
  static func ladders(
    of accounts: [Account], bookCount: Int, closingAdapters: [Bool], except: Set<Int>
  ) -> [AccountLadder] {
    var members: [Key: [Int]] = [:]
    for (i, account) in accounts.enumerated() {
      guard account.collateral.count == 1, account.debts.count == 1, !except.contains(i),
        closingAdapters[account.protocolIndex], account.collateral[0].units > 0,
        account.debts[0].units > 0, account.collateral[0].terms.liquidationThreshold > 0
      else { continue }
      let key = Key(
        collateral: account.collateral[0].kind, debt: account.debts[0].kind,
        threshold: account.collateral[0].terms.liquidationThreshold,
        protocolIndex: account.protocolIndex,
        book: bookCount <= sharedBooks ? -1 : account.book)
      members[key, default: []].append(i)
    }
    return members.filter { $0.value.count >= smallest }
      .map { key, members in
        AccountLadder(
          accounts: descendingLeverage(members, of: accounts),
          collateral: key.collateral, debt: key.debt, threshold: key.threshold,
          protocolIndex: key.protocolIndex)
      }
      .sorted { ($0.accounts.min() ?? 0) < ($1.accounts.min() ?? 0) }
  }

  /// D / (q LT) of every account, descending.
  func bounds(_ all: [Account]) -> [Double] {
    accounts.map { i in all[i].debts[0].units / (all[i].collateral[0].units * threshold) }
  }

  /// Accounts by debt / collateral units descending, equal ones in their order.
  private static func descendingLeverage(_ members: [Int], of accounts: [Account]) -> [Int] {
    members
      .map { (index: $0, leverage: accounts[$0].debts[0].units / accounts[$0].collateral[0].units) }
      .sorted { ($1.leverage, $0.index) < ($0.leverage, $1.index) }
      .map(\.index)
  }
}
