/// Count, mean, central moments to order 4, minimum and maximum of values that stream by.
///
/// Arrays and columns are folded in blocks of at most 512 values, each by two passes over the
/// block, so the only rounding that grows with the number of values is that of the merges.
/// Results depend on the grouping in the last digits; merge in a fixed order.
/// Values must be finite.
///
/// Reference: Chan, Golub and LeVeque (1983), doi:10.1080/00031305.1983.10483115;
/// Pébay (2008), Sandia report SAND2008-6212, for orders 3 and 4.
public struct RunningMoments: Sendable, Hashable {
  /// Number of values.
  public private(set) var count = 0
  /// Arithmetic mean; 0 before the first value.
  public var mean: Double { center + rest }
  /// Smallest value; +infinity before the first.
  public private(set) var minimum = Double.infinity
  /// Largest value; −infinity before the first.
  public private(set) var maximum = -Double.infinity
  // The mean in two parts, because a difference of large means must keep its digits.
  private var center = 0.0
  private var rest = 0.0
  // Sums of powers of the distance from the mean.
  private var sum2 = 0.0
  private var sum3 = 0.0
  private var sum4 = 0.0

  /// No values.
  public init() {}

  /// Moments of an array.
  public init(_ values: [Double]) { add(values) }

  /// Adds one value.
  public mutating func add(_ x: Double) {
    var one = RunningMoments()
    one.count = 1
    one.center = x
    one.minimum = x
    one.maximum = x
    merge(one)
  }

  /// Adds an array.
  public mutating func add(_ values: [Double]) { add(values.span) }

  /// Adds consecutive values.
  public mutating func add(_ values: Span<Double>) {
    var start = 0
    while start < values.count {
      let end = Swift.min(start + PathBlock.pathCount, values.count)
      merge(RunningMoments(block: values.extracting(start..<end)))
      start = end
    }
  }

  /// Adds the first `paths` paths of a column.
  public mutating func add(_ column: Column, paths: Int = PathBlock.pathCount) {
    precondition(paths >= 0 && paths <= PathBlock.pathCount, "a column has no such paths")
    // Sound: a column holds pathCount doubles and outlives this call.
    let values = UnsafeBufferPointer(start: column.scalars, count: paths)
    if paths > 0 { merge(RunningMoments(block: values.span)) }
  }

  /// Adds the values of another summary, as if they had been added here.
  public mutating func merge(_ other: RunningMoments) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let na = Double(count)
    let nb = Double(other.count)
    let n = na + nb
    let d = (other.center - center) + (other.rest - rest)
    let dn = d / n
    let d2 = d * dn * na * nb
    sum4 +=
      other.sum4 + d2 * dn * dn * (na * na - na * nb + nb * nb)
      + 6 * dn * dn * (na * na * other.sum2 + nb * nb * sum2)
      + 4 * dn * (na * other.sum3 - nb * sum3)
    sum3 += other.sum3 + d2 * dn * (na - nb) + 3 * dn * (na * other.sum2 - nb * sum2)
    sum2 += other.sum2 + d2
    let shift = rest + dn * nb
    let moved = center + shift
    rest = abs(center) >= abs(shift) ? (center - moved) + shift : (shift - moved) + center
    center = moved
    count += other.count
    minimum = Swift.min(minimum, other.minimum)
    maximum = Swift.max(maximum, other.maximum)
  }

  /// Two passes over one non-empty block.
  private init(block: Span<Double>) {
    let n = Double(block.count)
    let origin = block[0]
    var shifted = 0.0
    for i in block.indices {
      let x = block[i]
      shifted += x - origin
      minimum = x < minimum ? x : minimum
      maximum = x > maximum ? x : maximum
    }
    center = origin + shifted / n
    var s1 = 0.0
    var s2 = 0.0
    var s3 = 0.0
    var s4 = 0.0
    for i in block.indices {
      let d = block[i] - center
      let d2 = d * d
      s1 += d
      s2 += d2
      s3 += d2 * d
      s4 += d2 * d2
    }
    // Moments about the exact mean, which lies `e` beside the rounded one.
    let e = s1 / n
    count = block.count
    rest = e
    sum2 = Swift.max(0, s2 - n * e * e)
    sum3 = s3 - 3 * e * s2 + 2 * n * e * e * e
    sum4 = s4 - 4 * e * s3 + 6 * e * e * s2 - 3 * n * e * e * e * e
  }
}

extension RunningMoments {
  /// Σ(x − mean)² / n.
  ///
  /// - Precondition: There is at least one value.
  public var variance: Double {
    precondition(count > 0, "no values have no variance")
    return sum2 / Double(count)
  }

  /// Σ(x − mean)² / (n − 1).
  ///
  /// - Precondition: There are at least two values.
  public var sampleVariance: Double {
    precondition(count > 1, "a sample variance needs two values")
    return sum2 / Double(count - 1)
  }

  /// Square root of the sample variance.
  ///
  /// - Precondition: There are at least two values.
  public var standardDeviation: Double { sampleVariance.squareRoot() }

  /// Third central moment over variance^(3/2), both divided by n; `nil` if all values are equal.
  public var skewness: Double? {
    guard count > 0, sum2 > 0 else { return nil }
    return sum3 / Double(count) / (variance * variance.squareRoot())
  }

  /// Fourth central moment over variance² minus 3, divided by n; `nil` if all values are equal.
  public var excessKurtosis: Double? {
    guard count > 0, sum2 > 0 else { return nil }
    return sum4 / Double(count) / (variance * variance) - 3
  }
}
