import Foundation
import TestSupport
import Testing
import VectorMath

@Suite struct RunningMomentsTests {
  @Test func mergedShardsMatchTable() throws {
    let table = try ReferenceTable("estimators/moment_merge.csv")
    for row in table.rows {
      let shards = try row.lists("blocks").map { RunningMoments($0) }
      for order in [shards, Array(shards.reversed())] {
        var all = RunningMoments()
        for shard in order { all.merge(shard) }
        let got = try #require(value(row["quantity"], all))
        #expect(row.accepts(got), "\(row.miss(got))")
      }
      var single = RunningMoments()
      for x in try row.lists("blocks").joined() { single.add(x) }
      let got = try #require(value(row["quantity"], single))
      #expect(row.accepts(got), "one by one: \(row.miss(got))")
    }
    #expect(table.rows.count == 40)
  }

  private func value(_ quantity: String, _ moments: RunningMoments) -> Double? {
    switch quantity {
    case "n": Double(moments.count)
    case "mean": moments.mean
    case "variance": moments.variance
    case "sample_variance": moments.sampleVariance
    case "min": moments.minimum
    case "max": moments.maximum
    case "skewness": moments.skewness
    case "excess_kurtosis": moments.excessKurtosis
    default: nil
    }
  }

  @Test func univariateStatisticsMatchTable() throws {
    let table = try ReferenceTable("estimators/univariate_statistics.csv")
    for row in table.rows {
      let data = dataset(row["dataset"])
      let moments = RunningMoments(data)
      let got =
        switch row["quantity"] {
        case "mean": moments.mean
        case "sd": moments.standardDeviation
        default: lagOneAutocorrelation(data) ?? .nan
        }
      #expect(row.accepts(got), "\(row["dataset"]) \(row.miss(got))")
    }
    #expect(table.rows.count == 15)
  }

  private func dataset(_ name: String) -> [Double] {
    func alternating(_ base: Double, _ low: Double, _ high: Double) -> [Double] {
      [base] + (0..<1000).map { $0 % 2 == 0 ? low : high }
    }
    return switch name {
    case "NumAcc1": [10_000_001, 10_000_003, 10_000_002]
    case "NumAcc2": alternating(1.2, 1.1, 1.3)
    case "NumAcc3": alternating(1_000_000.2, 1_000_000.1, 1_000_000.3)
    case "NumAcc4": alternating(10_000_000.2, 10_000_000.1, 10_000_000.3)
    default: piDigits(5000).map(Double.init)
    }
  }

  /// Digits of π by Machin's formula 16 atan(1/5) − 4 atan(1/239), in base 1e9 with guard limbs.
  private func piDigits(_ count: Int) -> [Int] {
    let limbs = count / 9 + 5
    func divide(_ a: inout [Int], by d: Int) {
      var rest = 0
      for i in a.indices {
        let x = rest * 1_000_000_000 + a[i]
        a[i] = x / d
        rest = x % d
      }
    }
    func add(_ a: inout [Int], _ b: [Int], sign: Int) {
      var carry = 0
      for i in a.indices.reversed() {
        var x = a[i] + sign * b[i] + carry
        carry = 0
        if x < 0 {
          x += 1_000_000_000
          carry = -1
        } else if x >= 1_000_000_000 {
          x -= 1_000_000_000
          carry = 1
        }
        a[i] = x
      }
    }
    var pi = [Int](repeating: 0, count: limbs)
    for (factor, d, sign) in [(16, 5, 1), (4, 239, -1)] {
      var power = [Int](repeating: 0, count: limbs)
      power[0] = factor
      divide(&power, by: d)
      var k = 1
      while power.contains(where: { $0 != 0 }) {
        var term = power
        divide(&term, by: k)
        add(&pi, term, sign: k % 4 == 1 ? sign : -sign)
        divide(&power, by: d * d)
        k += 2
      }
    }
    let text = "\(pi[0])" + pi.dropFirst().map { String(1_000_000_000 + $0).dropFirst() }.joined()
    return text.prefix(count).compactMap(\.wholeNumberValue)
  }

  @Test func columnsEqualArrays() {
    let block = PathBlock(columnCount: 1)
    var generator = TestGenerator(seed: 3)
    for i in 0..<PathBlock.pathCount { block[0][path: i] = generator.uniform() }
    let values = (0..<100).map { block[0][path: $0] }
    var fromColumn = RunningMoments()
    fromColumn.add(block[0], paths: 100)
    #expect(fromColumn == RunningMoments(values))
  }

  /// Exponential law, skewness 2 and excess kurtosis 6. Seed 11, 400,000 values: standard errors
  /// of mean 0.0016, skewness about 0.02, kurtosis about 0.3; tolerance 4 of them. A wrong sign
  /// in the merge of the third moment moves the skewness by more than 1.
  @Test func orderFourSurvivesMerging() throws {
    var generator = TestGenerator(seed: 11)
    var all = RunningMoments()
    var shift = 0.0
    for size in [1, 7, 512, 513, 100_000, 298_967] {
      all.add((0..<size).map { _ in 5 - log(generator.uniform()) })
      shift += Double(size)
    }
    #expect(all.count == 400_000)
    #expect(abs(all.mean - 6) < 4 * 0.0016)
    #expect(abs(try #require(all.skewness) - 2) < 0.08)
    #expect(abs(try #require(all.excessKurtosis) - 6) < 1.2)
  }

  @Test func emptyAndConstantDataHaveNoShape() {
    #expect(RunningMoments().skewness == nil)
    #expect(RunningMoments([3, 3, 3]).excessKurtosis == nil)
    #expect(RunningMoments([3, 3, 3]).variance == 0)
    #expect(lagOneAutocorrelation([2, 2]) == nil)
    #expect(lagOneAutocorrelation([2]) == nil)
  }
}

@Suite struct CompensatedSumTests {
  @Test func keepsWhatPlainAdditionLoses() {
    #expect(CompensatedSum([1, 1e100, 1, -1e100]).value == 2)
    var left = CompensatedSum([1e16, 1])
    left.add(CompensatedSum([1, -1e16]))
    #expect(left.value == 2)
    #expect(CompensatedSum().value == 0)
  }
}
