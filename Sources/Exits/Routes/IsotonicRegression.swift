/// The non-decreasing sequence nearest to another one, in weighted squares: neighbours that fall are put together.
///
/// Pool adjacent violators; Barlow, Bartholomew, Bremner, Brunk (1972), Statistical Inference under Order
/// Restrictions.
package enum IsotonicRegression {
  /// - Parameter weights: By value, positive.
  package static func fit(_ values: [Double], weights: [Double]) -> [Double] {
    var pools: [(mean: Double, weight: Double, count: Int)] = []
    for (value, weight) in zip(values, weights) {
      pools.append((value, weight, 1))
      while pools.count > 1, pools[pools.count - 2].mean > pools[pools.count - 1].mean {
        let last = pools.removeLast()
        let first = pools.removeLast()
        let weight = first.weight + last.weight
        let mean = (first.mean * first.weight + last.mean * last.weight) / weight
        pools.append((mean, weight, first.count + last.count))
      }
    }
    return pools.flatMap { Array(repeating: $0.mean, count: $0.count) }
  }
}
