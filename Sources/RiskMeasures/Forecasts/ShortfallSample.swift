public import VectorMath

/// Where simulated histories get their randomness from.
///
/// Fills a column with independent uniforms strictly between 0 and 1, one for each of the
/// `PathBlock.pathCount` histories of a block, on one day. The same block and day must always give
/// the same numbers.
public typealias UniformDraws = (_ column: Column, _ block: Int, _ day: Int) -> Void

/// Simulated values of Z1 and Z2 under stated laws of the losses.
public struct ShortfallSample: Sendable {
  /// Number of histories.
  public let histories: Int
  /// Ascending Z1 of the histories with an exceedance.
  public let z1: [Double]
  /// Ascending Z2 of all histories.
  public let z2: [Double]

  /// - Parameters:
  ///   - laws: The law that each day's loss is drawn from, independent of other days.
  ///   - forecasts: The forecasts that each day is judged by, as many as laws; ES positive.
  ///   - level: The level of the forecasts.
  ///   - blocks: Number of histories in units of `PathBlock.pathCount`, at least 1.
  ///   - draws: The randomness.
  /// - Complexity: O(histories × days); 250 days take about 1 µs a history beside the draws.
  init(
    laws: [any LossLaw], forecasts: [TailForecast], level: Level, blocks: Int,
    draws: UniformDraws
  ) {
    precondition(laws.count == forecasts.count, "every forecast is judged by a law")
    precondition(blocks >= 1, "a simulation has at least one block of histories")
    let limits = zip(laws, forecasts).map { $0.upperTail($1.valueAtRisk) }
    let uniforms = PathBlock(columnCount: 1)
    let column = uniforms[0]
    var z1: [Double] = []
    var z2: [Double] = []
    for block in 0..<blocks {
      var counts = [Int](repeating: 0, count: PathBlock.pathCount)
      var sums = [Double](repeating: 0, count: PathBlock.pathCount)
      for day in laws.indices {
        draws(column, block, day)
        // The loss is the upper quantile of the uniform, so it exceeds VaR below the limit.
        for path in paths(of: column, below: limits[day]) {
          counts[path] += 1
          sums[path] +=
            laws[day].upperQuantile(column[path: path]) / forecasts[day].expectedShortfall
        }
      }
      for path in counts.indices {
        let found = ShortfallStatistics(
          exceedances: counts[path], sum: sums[path], days: laws.count, level: level)
        if let value = found.z1 { z1.append(value) }
        z2.append(found.z2)
      }
    }
    histories = z2.count
    self.z1 = z1.sorted()
    self.z2 = z2.sorted()
  }
}

/// The paths of a column whose value lies below a limit, ascending.
private func paths(of column: Column, below limit: Double) -> [Int] {
  let limits = Vector(repeating: limit)
  var found: [Int] = []
  for v in 0..<PathBlock.vectorCount {
    var lanes = mask(column[v], lessThan: limits)
    while lanes != 0 {
      found.append(v * Vector.laneCount + lanes.trailingZeroBitCount)
      lanes &= lanes - 1
    }
  }
  return found
}
