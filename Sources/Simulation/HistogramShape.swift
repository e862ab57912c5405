/// Equal bins of a histogram, fixed before the run.
struct HistogramShape: Sendable {
  static let binCount = 200

  let lower: Double
  let width: Double

  /// Bins over `lower ..< upper`.
  init(lower: Double, upper: Double) {
    self.lower = lower
    width = upper > lower ? (upper - lower) / Double(Self.binCount) : 0
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
}
