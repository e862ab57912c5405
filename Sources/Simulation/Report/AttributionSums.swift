/// Sums of one component over one tail.
struct AttributionSum: Sendable {
  /// Σ w x.
  var value = 0.0
  /// Σ w x².
  var squares = 0.0
  /// Mean of x next to VaR.
  var boundary = 0.0

  static func += (a: inout AttributionSum, b: AttributionSum) {
    a.value += b.value
    a.squares += b.squares
    a.boundary += b.boundary
  }
}

/// Sums over one tail by account and by leg.
struct AttributionSums: Mergeable {
  var accounts: [AttributionSum]
  var legs: [AttributionSum]

  mutating func merge(_ next: AttributionSums) {
    for i in accounts.indices { accounts[i] += next.accounts[i] }
    for i in legs.indices { legs[i] += next.legs[i] }
  }
}
