import RiskMeasures
import Testing
import VectorMath

@testable import Studies

@Suite struct PolicyTailTests {
  private static let paths = 8 * PathBlock.pathCount

  /// Losses 0, 1, ... 6 in a fixed disorder, many of them equal, and an income by path.
  private func tail(limit: Int, income: (_ loss: Double) -> Double = { _ in 0 }) -> PolicyTail {
    let columns = PathBlock(columnCount: 2)
    var tail = PolicyTail(limit: limit)
    for first in stride(from: 0, to: Self.paths, by: PathBlock.pathCount) {
      for path in 0..<PathBlock.pathCount {
        let loss = Double((first + path) * 5 % 7)
        columns[0][path: path] = loss
        columns[1][path: path] = income(loss)
      }
      tail.add(columns[0], income: columns[1], firstPath: UInt64(first))
    }
    return tail
  }

  /// Halves of the paths in two tails: what is left is the worst of all, equal ones by path, whatever was
  /// added first. 2,048 losses in 7 sizes: 293 of 6, 293 of 5, and 14 of 4.
  @Test func keepsTheWorstByPath() {
    let columns = PathBlock(columnCount: 1)
    func half(_ parity: Int) -> PolicyTail {
      var tail = PolicyTail(limit: 600)
      for block in stride(from: parity, to: 8, by: 2) {
        let first = block * PathBlock.pathCount
        for path in 0..<PathBlock.pathCount {
          columns[0][path: path] = Double((first + path) * 5 % 7)
        }
        tail.add(columns[0], income: nil, firstPath: UInt64(first))
      }
      return tail
    }
    var worst: [(loss: Int, path: Int)] = (0..<Self.paths).map { ($0 * 5 % 7, $0) }
    worst.sort { ($1.loss, $0.path) < ($0.loss, $1.path) }
    let expected = worst.prefix(600).map { UInt64($0.path) }.sorted()
    for order in [[0, 1], [1, 0]] {
      var tail = half(order[0])
      tail.merge(half(order[1]))
      #expect(tail.entries.map(\.path) == expected)
      #expect(tail.loss(rank: 1) == 6 && tail.loss(rank: 600) == Double(worst[599].loss))
    }
  }

  /// A long run prunes on the way: the worst 100 of 64 × 256 losses are those of a sort.
  @Test func pruningKeepsTheWorst() {
    let column = PathBlock(columnCount: 1)
    var tail = PolicyTail(limit: 100)
    var losses: [Double] = []
    for block in 0..<64 {
      for path in 0..<PathBlock.pathCount {
        let loss = Double((block * PathBlock.pathCount + path) * 7_919 % 10_007)
        column[0][path: path] = loss
        losses.append(loss)
      }
      tail.add(column[0], income: nil, firstPath: UInt64(block * PathBlock.pathCount))
    }
    tail.merge(PolicyTail(limit: 100))
    let worst = losses.indices.sorted { (losses[$1], $0) < (losses[$0], $1) }.prefix(100)
    #expect(tail.entries.map(\.path) == worst.map { UInt64($0) }.sorted())
  }

  /// An income of k (VaR + u) is k ES on average and moves with it: the ratio is k without error. Taken as
  /// independent, both errors would add up to √2 of one.
  @Test func incomeThatMovesWithTheTailHasNoError() throws {
    let level = Level(0.75)
    let limit = TailInfluence.limit(level: level, paths: Self.paths)
    let plain = TailInfluence(tail(limit: limit), level: level, paths: Self.paths)
    let quantile = plain.valueAtRisk
    let scale = 1 / (1 - level.value)
    let found = TailInfluence(
      tail(limit: limit) { 3 * (quantile + max(0, $0 - quantile) * scale) }, level: level,
      paths: Self.paths)
    let shortfall = found.expectedShortfall
    let income = Estimate(
      value: 3 * shortfall.value, standardError: 3 * shortfall.standardError)
    let ratio = try #require(found.returnOnTail(income: income))
    #expect(abs(ratio.value - 3) < 1e-12)
    #expect(ratio.standardError < 1e-6 * shortfall.standardError)
    #expect(shortfall.standardError > 0)
  }

  /// A constant income leaves the error of ES alone.
  @Test func constantIncomeHasTheErrorOfTheTail() throws {
    let level = Level(0.75)
    let found = TailInfluence(
      tail(limit: TailInfluence.limit(level: level, paths: Self.paths)) { _ in 2 }, level: level,
      paths: Self.paths)
    let shortfall = found.expectedShortfall
    let ratio = try #require(found.returnOnTail(income: Estimate(value: 2, standardError: 0)))
    let expected = ratio.value * shortfall.standardError / shortfall.value
    #expect(abs(ratio.standardError - expected) <= 1e-12 * expected && expected > 0)
  }
}
