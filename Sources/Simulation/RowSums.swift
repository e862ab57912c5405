import VectorMath

/// Moments and counts of every row over the blocks of one task, or of the whole run so far.
struct RowSums: Sendable {
  var moments: [RunningMoments]
  /// Paths with a positive value.
  var positive: [Int]
  /// Bins of the wide rows: `[row][bin]`, with the counts below and above at the ends.
  var bins: [[Int]]
  /// First liquidations, `[step × accounts]` and `[step × (books + 1)]`.
  var accountLiquidations: [Int]
  var bookLiquidations: [Int]

  init(_ layout: RowLayout, stepCount: Int) {
    moments = Array(repeating: RunningMoments(), count: layout.rowCount)
    positive = Array(repeating: 0, count: layout.rowCount)
    let wide = layout.wideSubjectCount * LossQuantity.allCases.count
    bins = Array(repeating: Array(repeating: 0, count: HistogramShape.binCount + 2), count: wide)
    accountLiquidations = Array(repeating: 0, count: stepCount * layout.accountCount)
    bookLiquidations = Array(repeating: 0, count: stepCount * layout.wideSubjectCount)
  }

  /// Adds the first `count` values of a row.
  mutating func add(_ column: Column, row: Int, count: Int, shape: HistogramShape?) {
    var block = RunningMoments()
    block.add(column, paths: count)
    moments[row].merge(block)
    for v in 0..<(count + Vector.laneCount - 1) / Vector.laneCount {
      let valid = UInt32(
        truncatingIfNeeded: (1 << min(Vector.laneCount, count - v * Vector.laneCount)) - 1)
      positive[row] += (mask(.zero, lessThan: column[v]) & valid).nonzeroBitCount
    }
    guard let shape else { return }
    for path in 0..<count { bins[row][shape.bin(column[path: path])] += 1 }
  }

  /// Adds the next task's sums; the order of calls is the order of tasks.
  mutating func fold(_ next: RowSums) {
    for row in moments.indices {
      moments[row].merge(next.moments[row])
      positive[row] += next.positive[row]
    }
    for row in bins.indices {
      for k in bins[row].indices { bins[row][k] += next.bins[row][k] }
    }
    for k in accountLiquidations.indices { accountLiquidations[k] += next.accountLiquidations[k] }
    for k in bookLiquidations.indices { bookLiquidations[k] += next.bookLiquidations[k] }
  }
}

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
