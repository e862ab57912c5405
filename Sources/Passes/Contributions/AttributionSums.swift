/// Sums of one component over one tail.
package struct AttributionSum: Sendable {
  /// Σ w x.
  package var value = 0.0
  /// Σ w x².
  package var squares = 0.0
  /// Mean of x next to VaR.
  package var boundary = 0.0

  static func += (a: inout AttributionSum, b: AttributionSum) {
    a.value += b.value
    a.squares += b.squares
    a.boundary += b.boundary
  }
}

/// Sums over one tail by account and by leg.
package struct AttributionSums: Mergeable {
  /// In the order of the portfolio.
  package var accounts: [AttributionSum]
  /// In the order of `LegNames.names`.
  package var legs: [AttributionSum]

  /// Adds up account by account, leg by leg.
  package mutating func merge(_ next: AttributionSums) {
    for i in accounts.indices { accounts[i] += next.accounts[i] }
    for i in legs.indices { legs[i] += next.legs[i] }
  }
}
