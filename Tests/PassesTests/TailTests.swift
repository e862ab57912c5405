import RiskMeasures
import TestSupport
import Testing
import VectorMath

@testable import Passes

/// What is kept of the losses of a row, and the weights of the paths behind an expected shortfall.
@Suite struct TailTests {
  /// The losses 1, 2, ... 100 on the paths 0 ... 99.
  private static func row(threshold: Double) -> TailRow {
    let column = PathBlock(columnCount: 1)
    for path in 0..<100 { column[0][path: path] = Double(path + 1) }
    var buffer = TailBuffer(threshold: threshold, keepsPaths: true, capacity: 100)
    buffer.add(column[0], isZero: false, count: 100, firstPath: 0)
    return TailRow(buffer, paths: 100)
  }

  /// At 0.9 VaR is 90 and the ten losses above it weigh a tenth each. Next to VaR are the path of VaR
  /// itself and the next ⌈√10⌉ = 4: 90, 91, 92, 93, 94, a fifth each, with a mean of 92.
  @Test(arguments: [0.0, 80]) func pathsNextToValueAtRisk(_ threshold: Double) throws {
    let set = try #require(
      try TailSet(subject: 0, .equityLoss, Self.row(threshold: threshold), level: Level(0.9)))
    #expect(set.expectedShortfall == 95.5)
    for path in set.paths {
      let loss = path.number + 1
      #expect(abs(path.weight - (loss > 90 ? 0.1 : 0)) < 1e-15)
      #expect(abs(path.boundaryWeight - (loss <= 94 ? 0.2 : 0)) < 1e-15)
    }
    #expect(set.paths.map(\.number) == Array(89...99))
    let mean = set.paths.reduce(0) { $0 + $1.boundaryWeight * Double($1.number + 1) }
    #expect(abs(mean - 92) < 1e-12)
  }

  /// A block of zeros lies on a threshold of 0, below one of 1 and above one of −1; the tail of 300 paths
  /// accounts for all of them.
  @Test func blocksOfZeros() throws {
    let zeros = PathBlock(columnCount: 1)
    zeros[0].fill(0)
    func buffer(_ threshold: Double) -> TailBuffer {
      var buffer = TailBuffer(
        threshold: threshold, keepsPaths: true, capacity: 300, cuts: [PathBlock.pathCount])
      buffer.add(zeros[0], isZero: true, count: PathBlock.pathCount, firstPath: 0)
      buffer.add(
        zeros[0], isZero: true, count: 300 - PathBlock.pathCount,
        firstPath: UInt64(PathBlock.pathCount))
      return buffer
    }
    let on = buffer(0)
    #expect(on.atThreshold == 300 && on.losses.isEmpty)
    #expect(on.pathsAtThreshold == (0..<300).map { UInt64($0) })
    #expect(on.tiesBelowCuts == [PathBlock.pathCount])
    #expect(buffer(1).atThreshold == 0 && buffer(1).losses.isEmpty)
    #expect(buffer(-1).atThreshold == 0 && buffer(-1).losses.count == 300)
    let sample = try TailRow(on, paths: 300).sample()
    #expect(try sample.valueAtRisk(level: Level(0.9)).value == 0)
  }

  /// Losses 1 ... 6 in two tails above 1, each with a hundred times its loss beside it: whatever is merged
  /// first, the number stays with its loss, also through bytes. Ties are counted, their paths are not kept.
  /// At 0.5 VaR is 3 and ES 5 with a variance of (14/3 − 2) / 3 = 8/9; E[100 L u] = (400 + 1,000 + 1,800) / 3,
  /// so that a mean of 350 with an error of 70 has a covariance of 550/9, and the ratio 70 a variance of 28.
  @Test func companionsStayWithTheirLosses() throws {
    let columns = PathBlock(columnCount: 2)
    func buffer(from first: Int) throws -> TailBuffer {
      let empty = TailBuffer(
        threshold: 1, keepsPaths: true, capacity: 0, tieLimit: 0, keepsCompanions: true)
      var buffer = empty
      for path in 0..<3 {
        columns[0][path: path] = Double(first + path + 1)
        columns[1][path: path] = 100 * Double(first + path + 1)
      }
      buffer.add(
        columns[0], isZero: false, count: 3, firstPath: UInt64(first), companions: columns[1])
      var bytes: [UInt8] = []
      var writer = BinaryWriter { bytes += $0 }
      try buffer.write(to: &writer)
      try writer.finish()
      var rest = bytes[...]
      var reader = BinaryReader { count in
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
      }
      var read = empty
      try read.read(from: &reader)
      try reader.requireEnd()
      return read
    }
    for order in [[0, 3], [3, 0]] {
      var tail = try buffer(from: order[0])
      tail.merge(try buffer(from: order[1]))
      #expect(tail.companions == tail.losses.map { 100 * $0 })
      #expect(tail.atThreshold == 1 && tail.pathsAtThreshold.isEmpty)
      let found = try TailRow(tail, paths: 6).shortfallInfluence(level: Level(0.5))
      #expect(found.expectedShortfall.value == 5 && found.valueAtRisk == 3)
      let ratio = try #require(found.ratio(of: Estimate(value: 350, standardError: 70)))
      #expect(ratio.value == 70 && abs(ratio.standardError - 28.0.squareRoot()) < 1e-9)
    }
  }

  /// Every path of a block is in some bin, also where all of them are 0.
  @Test(arguments: [true, false]) func zerosAreBinnedByPath(isZero: Bool) throws {
    let zeros = PathBlock(columnCount: 1)
    zeros[0].fill(0)
    var counts = RowCounts(RowLayout(try SamplePlan().plan().losses))
    let shape = HistogramShape(lower: -50, upper: 150)
    counts.bin(zeros[0], isZero: isZero, row: 0, count: 200, shape: shape)
    counts.bin(zeros[0], isZero: isZero, row: 0, count: 100, shape: shape)
    // Bins of 1 from −50 on: 0 begins the 51st, after the count of what is below.
    #expect(counts.bins[0][51] == 300)
    #expect(counts.bins[0].reduce(0, +) == 300)
  }
}
