/// One point of a quantile-quantile plot.
public struct QuantilePoint: Sendable, Hashable {
  /// Probability (i − ½) / n below the point.
  public let probability: Double
  /// Quantile of the law.
  public let expected: Double
  /// Value with rank i.
  public let observed: Double

  /// The values by rank against a law, which is given by its quantile function.
  static func points(_ values: [Double], _ quantile: (Double) -> Double) -> [QuantilePoint] {
    let n = Double(values.count)
    return values.sorted().enumerated().map { i, value in
      let p = (Double(i) + 0.5) / n
      return QuantilePoint(probability: p, expected: quantile(p), observed: value)
    }
  }
}
