/// A smooth function tabulated once and read by cubic Hermite interpolation.
///
/// Values and slopes at equal nodes; the error is h⁴ / 384 × max |f⁗|. Arguments beyond the ends
/// are clamped to them.
public struct HermiteTable: Sendable {
  let lower: Double
  let upper: Double
  let inverseStep: Double
  let values: [Double]
  /// Slope times step.
  let slopes: [Double]

  /// - Parameters:
  ///   - range: First and last node.
  ///   - intervals: Number of equal intervals, at least 1.
  ///   - node: Value and slope of the function at a node.
  public init(
    _ range: ClosedRange<Double>, intervals: Int, node: (Double) -> (value: Double, slope: Double)
  ) {
    precondition(intervals >= 1, "a table has at least one interval")
    lower = range.lowerBound
    upper = range.upperBound
    let step = (upper - lower) / Double(intervals)
    inverseStep = 1 / step
    let nodes = (0...intervals).map { node(range.lowerBound + Double($0) * step) }
    values = nodes.map(\.value)
    slopes = nodes.map { $0.slope * step }
  }

  /// The interpolated function, lane by lane.
  @inline(__always)
  func interpolate(_ x: Double) -> Double {
    let position = (min(max(x, lower), upper) - lower) * inverseStep
    let i = min(Int(position), values.count - 2)
    let t = position - Double(i)
    let u = 1 - t
    return u * u * ((1 + 2 * t) * values[i] + t * slopes[i])
      + t * t * ((1 + 2 * u) * values[i + 1] - u * slopes[i + 1])
  }

  /// The interpolated function at one argument.
  public subscript(x: Double) -> Double { interpolate(x) }

  /// The interpolated function, lane by lane.
  public func callAsFunction(_ x: Vector) -> Vector {
    var y = Vector()
    for lane in 0..<Vector.laneCount { y[lane] = interpolate(x[lane]) }
    return y
  }
}
