/// The two sides of an account's health factor at oracle prices, added up leg by leg.
///
///     HF = Σ(value × LT) / Σ debt
///
/// The one definition of HF. Kernels that work out eight accounts or eight paths at a time form the same two
/// sums with units × LT multiplied beforehand (`GroupTable.health` and `AccountLegs.health` of Ledger).
package struct HealthSums: Sendable, Hashable {
  /// Σ value × LT, in the numeraire.
  package var thresholdValue = 0.0
  /// Σ debt, in the numeraire.
  package var debt = 0.0

  /// An account without legs.
  @inlinable @inline(__always)
  package init() {}

  /// Adds a collateral leg: its value, in the numeraire, and its LT.
  @inlinable @inline(__always)
  package mutating func addCollateral(_ value: Double, threshold: Double) {
    thresholdValue += value * threshold
  }

  /// Adds a debt's value, in the numeraire.
  @inlinable @inline(__always)
  package mutating func addDebt(_ value: Double) { debt += value }

  /// HF: below 1 the account can be liquidated; infinity without debt, never NaN.
  @inlinable @inline(__always)
  package var healthFactor: Double { debt > 0 ? thresholdValue / debt : .infinity }

  /// Whether HF < 1, without the division's rounding.
  @inlinable @inline(__always)
  package var isBelowOne: Bool { thresholdValue < debt }
}
