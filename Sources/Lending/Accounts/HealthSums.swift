/// The two sides of an account's health factor at oracle prices, added up leg by leg.
///
///     HF = Σ(value × LT) / Σ debt
///
/// The one definition of HF. Kernels that work out eight accounts or eight paths at a time form the same two
/// sums with units × LT multiplied beforehand (`GroupTable.health` and `AccountLegs.health` of Ledger). Public, because
/// the bodies of package functions are not inlined into other modules.
@frozen
public struct HealthSums: Sendable, Hashable {
  /// Σ value × LT, in the numeraire.
  public var thresholdValue = 0.0
  /// Σ debt, in the numeraire.
  public var debt = 0.0

  /// An account without legs.
  @inlinable @inline(__always)
  public init() {}

  /// Adds a collateral leg: its value, in the numeraire, and its LT.
  @inlinable @inline(__always)
  public mutating func addCollateral(_ value: Double, threshold: Double) {
    thresholdValue += value * threshold
  }

  /// Adds a debt's value, in the numeraire.
  @inlinable @inline(__always)
  public mutating func addDebt(_ value: Double) { debt += value }

  /// HF: below 1 the account can be liquidated; infinity without debt, never NaN.
  @inlinable @inline(__always)
  public var healthFactor: Double { debt > 0 ? thresholdValue / debt : .infinity }

  /// Whether HF < 1, without the division's rounding.
  @inlinable @inline(__always)
  public var isBelowOne: Bool { thresholdValue < debt }
}
