import VectorMath

/// Equal bins of a histogram, fixed before the run.
package struct HistogramShape: Sendable {
  static let binCount = 200

  /// The lower edge of the first bin.
  package let lower: Double
  /// Of every bin; 0 where the pilot saw one value alone.
  package let width: Double

  /// Bins over `lower ..< upper`.
  init(lower: Double, upper: Double) {
    self.lower = lower
    width = upper > lower ? (upper - lower) / Double(Self.binCount) : 0
  }

  init(lower: Double, width: Double) {
    self.lower = lower
    self.width = width
  }

  /// 0 below the bins, 1 ... binCount in them, binCount + 1 above.
  func bin(_ x: Double) -> Int {
    if x < lower { return 0 }
    if width == 0 { return x == lower ? 1 : Self.binCount + 1 }
    // NaN, which the run refuses later, counts as above.
    let k = (x - lower) / width
    guard k < Double(Self.binCount) else { return Self.binCount + 1 }
    return 1 + Int(k)
  }

  /// Adds the first `count` values of a column to the numbers of values by bin.
  func add(_ column: Column, count: Int, to bins: UnsafeMutableBufferPointer<Int>) {
    let whole = width > 0 ? count / Vector.laneCount : 0
    let lowest = Vector(repeating: lower)
    let most = Vector(repeating: Double(Self.binCount))
    for v in 0..<whole {
      let x = column[v]
      let place = minimum((x - lowest) / Vector(repeating: width), most)
      let k = select(x, lessThan: lowest, Vector(repeating: -1), otherwise: place)
      for lane in 0..<Vector.laneCount { bins[1 &+ Int(k[lane])] += 1 }
    }
    for path in whole * Vector.laneCount..<count { bins[bin(column[path: path])] += 1 }
  }
}
