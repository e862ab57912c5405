/// A running sum that carries the rounding errors of its additions.
///
/// Error of about one unit in the last place of the sum plus n²ε² times the sum of magnitudes.
/// Reference: Neumaier (1974), doi:10.1002/zamm.19740540106.
public struct CompensatedSum: Sendable, Hashable {
  private var sum = 0.0
  private var correction = 0.0

  /// An empty sum, 0.
  public init() {}

  /// The sum of finite values.
  public init(_ values: some Sequence<Double>) {
    for x in values { add(x) }
  }

  /// Adds a finite value.
  @inline(__always)
  public mutating func add(_ x: Double) {
    let t = sum + x
    correction += abs(sum) >= abs(x) ? (sum - t) + x : (x - t) + sum
    sum = t
  }

  /// Adds another sum with its correction.
  public mutating func add(_ other: CompensatedSum) {
    add(other.sum)
    correction += other.correction
  }

  /// The sum, rounded once.
  public var value: Double { sum + correction }
}
