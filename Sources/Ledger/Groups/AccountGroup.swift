import Lending

/// Accounts of one book that read the same marks under the same rules: skipped together, evaluated eight at
/// a time.
///
/// With marks relative to time 0, p_i of the collateral and q_j of the debt, every account has
///
///     HF(t) = Σ W_i p_i / Σ D_j q_j ≥ HF(0) × min p / max q,
///
/// so on a path where min p ≥ max q / HF(0) it cannot be below 1, whatever its weights. Accounts are
/// sorted by HF(0): what the weakest living one allows, all allow.
struct AccountGroup {
  /// Indices of the accounts, ascending by HF(0).
  let accounts: [Int]
  let protocolIndex: Int
  let book: Int
  /// Distinct kinds of all the accounts' collateral, and of their debts.
  let collateral: [LegKind]
  let debts: [LegKind]
  /// Members are watched between steps, one by one.
  let isBridged: Bool
  /// Their borrowers act by themselves, so that they are followed one by one once they have.
  let isActing: Bool
  /// Their health may also fall where the price that is looked at inside a step rises.
  let mayFall: Bool

  /// Accounts with fewer companions than this share one group with others that owe the same tokens.
  static let smallest = 8

  private struct Key: Hashable {
    let protocolIndex: Int
    let book: Int
    let isBridged: Bool
    let isActing: Bool
    let mayFall: Bool
    let collateral: [LegKind]
    let debts: [LegKind]
  }

  /// Groups of a portfolio, in the order of their first accounts.
  ///
  /// - Parameters:
  ///   - except: Accounts that stand on ladders.
  ///   - healthFactors: HF(0) by account.
  ///   - inside: Of the marks that the accounts read.
  static func groups(
    of portfolio: BookedAccounts, except: Set<Int>, healthFactors: [Double], inside: InsideMarks?
  ) -> [AccountGroup] {
    var members: [Key: [Int]] = [:]
    for (i, account) in portfolio.accounts.enumerated() where !except.contains(i) {
      let key = Key(
        protocolIndex: account.protocolIndex, book: account.book,
        isBridged: portfolio.bridge[i] != nil, isActing: portfolio.behaviours[i] != nil,
        mayFall: account.mayFall(inside),
        collateral: LegKind.distinct(account.collateral.map(\.kind)),
        debts: LegKind.distinct(account.debts.map(\.kind)))
      members[key, default: []].append(i)
    }
    // Small groups that owe the same are put together; their bound is that of all their marks.
    var merged: [Key: (kinds: Set<LegKind>, accounts: [Int])] = [:]
    for (key, accounts) in members {
      let isSmall = accounts.count < smallest && !key.isBridged
      let shared = Key(
        protocolIndex: key.protocolIndex, book: key.book, isBridged: key.isBridged,
        isActing: key.isActing, mayFall: key.mayFall, collateral: isSmall ? [] : key.collateral,
        debts: key.debts)
      merged[shared, default: ([], [])].kinds.formUnion(key.collateral)
      merged[shared]?.accounts += accounts
    }
    return merged.map { key, value in
      AccountGroup(
        accounts: value.accounts.sorted { (healthFactors[$0], $0) < (healthFactors[$1], $1) },
        protocolIndex: key.protocolIndex, book: key.book, collateral: value.kinds.sorted(),
        debts: key.debts, isBridged: key.isBridged, isActing: key.isActing,
        mayFall: key.mayFall)
    }
    .sorted { ($0.accounts.min() ?? 0) < ($1.accounts.min() ?? 0) }
  }
}

extension Account {
  /// Whether its health may fall where the price that is looked at inside a step rises.
  func mayFall(_ inside: InsideMarks?) -> Bool {
    inside?.mayFall(
      collateral: collateral.lazy.map(\.oracleMark), debts: debts.lazy.map(\.oracleMark)) ?? false
  }
}
