/// An account below 1 on one path, offered to liquidators.
package struct OfferedAccount: Sendable, Hashable {
  /// Index of the account.
  package let account: Int
  /// Within the block.
  package let path: Int
  /// Its place among the accounts that liquidations or borrowers have changed; `nil` if none has.
  let entry: Int?
}
