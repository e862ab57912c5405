import Foundation
import RandomNumbers
import RiskMeasures
import VectorMath

/// A first look at the losses, which sets where tails begin and how histograms are binned.
///
/// The thresholds decide what is kept, never a figure: a tail that turns out too short is measured
/// again with a lower threshold.
package struct Pilot {
  /// Paths of the pilot: the first ones of the run.
  static let pathLimit = 4_096
  /// The threshold that keeps every loss.
  static let everything = -Double.greatestFiniteMagnitude

  /// By row.
  private(set) var thresholds: [Double]
  /// By wide row.
  package let shapes: [HistogramShape]
  /// The mean of every row, from which its sums are taken: the closer, the fewer digits are lost.
  package let centers: [Double]
  /// Share of the paths that a tail keeps, for sizing buffers.
  private(set) var shareKept: Double

  /// Simulates the first paths of the plan.
  package init(_ plan: LossPlan, losses: inout SimulatedLosses) {
    let layout = RowLayout(plan)
    let grid = BlockGrid(paths: min(plan.paths.count, Self.pathLimit))
    var sample = PilotSample(layout, accountsByRow: losses.accountsByRow)
    for block in 0..<grid.blockCount {
      losses.run(PathNumbers(block: block), count: grid.pathCount(ofBlock: block))
      losses.measure(&sample)
    }
    centers = sample.sums.map { $0.isFinite ? $0 / Double(grid.paths) : 0 }
    var samples = sample.values
    let lowest = Level(min(plan.measurement.levels[0], plan.measurement.attributionLevel))
    let rank =
      plan.paths.count <= grid.paths
      ? 0
      : TailSample.pilotRank(lowestLevel: lowest, paths: plan.paths.count, pilotPaths: grid.paths)
    shareKept = Double(grid.paths - rank) / Double(grid.paths)
    var thresholds = Array(repeating: Self.everything, count: layout.rowCount)
    var shapes: [HistogramShape] = []
    for row in samples.indices where layout.keepsTail[row] {
      samples[row] = VectorMath.ascending(samples[row])
      if rank > 0 { thresholds[row] = samples[row][rank - 1] }
      if layout.isWide(row) { shapes.append(Self.shape(samples[row])) }
      samples[row] = []
    }
    self.thresholds = thresholds
    self.shapes = shapes
  }

  /// Reads a pilot of the same plan.
  package init(_ layout: RowLayout, from reader: inout BinaryReader) throws {
    var thresholds = Array(repeating: 0.0, count: layout.rowCount)
    try reader.read(into: &thresholds)
    var centers = thresholds
    try reader.read(into: &centers)
    var shapes: [HistogramShape] = []
    for _ in 0..<layout.wideRowCount {
      shapes.append(HistogramShape(lower: try reader.read(), width: try reader.read()))
    }
    self.thresholds = thresholds
    self.centers = centers
    self.shapes = shapes
    shareKept = try reader.read()
  }

  /// Thresholds, centers and histograms, for `init(_:from:)`.
  package func write(to writer: inout BinaryWriter) throws {
    try writer.write(thresholds)
    try writer.write(centers)
    for shape in shapes {
      try writer.write(shape.lower)
      try writer.write(shape.width)
    }
    try writer.write(shareKept)
  }

  /// Gives up thresholds, after a tail turned out too short.
  package mutating func keepEverything() {
    for row in thresholds.indices { thresholds[row] = Self.everything }
    shareKept = 1
  }

  /// Round edges around what the pilot saw, with room for the tail it did not see.
  private static func shape(_ sorted: [Double]) -> HistogramShape {
    guard let least = sorted.first, let most = sorted.last, most > least else {
      return HistogramShape(lower: sorted.first ?? 0, upper: sorted.first ?? 0)
    }
    let lower = least >= 0 ? 0 : least - 0.25 * (most - least)
    return HistogramShape(lower: lower, upper: most + 0.5 * (most - least))
  }
}

/// Losses of the pilot by row.
private struct PilotSample: LossConsumer {
  let layout: RowLayout
  let accountsByRow: [[Int]]
  /// Where a tail is kept.
  var values: [[Double]]
  var sums: [Double]

  init(_ layout: RowLayout, accountsByRow: [[Int]]) {
    self.layout = layout
    self.accountsByRow = accountsByRow
    values = Array(repeating: [], count: layout.rowCount)
    sums = Array(repeating: 0, count: layout.rowCount)
  }

  mutating func take(
    _ quantity: LossQuantity, ofRow row: Int, _ losses: borrowing VectorTable, lossPaths: UInt64,
    paths: Range<Int>
  ) {
    let count = paths.count
    for (lane, account) in accountsByRow[row].enumerated() where account >= 0 {
      let row = layout.row(subject: layout.wideSubjectCount + account, quantity)
      for path in 0..<count { sums[row] += losses[path][lane] }
      if layout.keepsTail[row] { values[row] += (0..<count).map { losses[$0][lane] } }
    }
  }

  mutating func take(wideRow row: Int, _ column: Column, isZero: Bool, count: Int) {
    for path in 0..<count { sums[row] += column[path: path] }
    values[row] += (0..<count).map { column[path: $0] }
  }
}
