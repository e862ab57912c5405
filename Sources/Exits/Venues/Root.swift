/// Where a condition that holds from the left stops holding.
enum Root {
  /// The largest number of a range at which a condition holds that, once broken, stays broken.
  ///
  /// Bisection down to neighbouring doubles: from a bracket of one binade some 53 steps.
  ///
  /// - Parameters:
  ///   - range: Not negative; the condition holds at its lower end.
  ///   - scale: A positive first guess, if the range has no upper end.
  static func last(
    in range: ClosedRange<Double>, from scale: Double, where holds: (Double) -> Bool
  ) -> Double {
    var low = range.lowerBound
    var high = range.upperBound
    if !high.isFinite {
      high = max(low, scale)
      while holds(high) {
        low = high
        high *= 2
        if !high.isFinite { return .infinity }
      }
    } else if holds(high) {
      return high
    }
    while true {
      let middle = low + (high - low) / 2
      guard middle > low && middle < high else { return low }
      if holds(middle) { low = middle } else { high = middle }
    }
  }
}
