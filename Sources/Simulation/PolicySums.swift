import VectorMath

/// Sums of every quantity of every subject of one policy, and of its differences to the benchmark.
///
/// Sums of squared differences make the paired interval: Var(x − b) is measured, not Var(x) + Var(b).
struct PolicySums: Sendable {
  private(set) var sums: [Double]
  private(set) var squares: [Double]
  private(set) var differences: [Double]
  private(set) var squaredDifferences: [Double]

  init(subjectCount: Int) {
    sums = Array(repeating: 0, count: subjectCount * PolicyQuantity.count)
    squares = sums
    differences = sums
    squaredDifferences = sums
  }

  /// Adds the paths of a block; `nil` is a column of zeros. Padding is 0 in both.
  mutating func add(_ x: Column?, benchmark b: Column?, row: Int) {
    guard x != nil || b != nil else { return }
    var sum = Vector.zero
    var square = Vector.zero
    var difference = Vector.zero
    var squaredDifference = Vector.zero
    for v in 0..<PathBlock.vectorCount {
      let value = x.map { $0[v] } ?? .zero
      let d = value - (b.map { $0[v] } ?? .zero)
      sum += value
      square = multiplyAdd(value, value, square)
      difference += d
      squaredDifference = multiplyAdd(d, d, squaredDifference)
    }
    sums[row] += sum.laneSum
    squares[row] += square.laneSum
    differences[row] += difference.laneSum
    squaredDifferences[row] += squaredDifference.laneSum
  }

  /// Adds the next task's sums; the order of calls is the order of tasks.
  mutating func fold(_ next: PolicySums) {
    for row in sums.indices {
      sums[row] += next.sums[row]
      squares[row] += next.squares[row]
      differences[row] += next.differences[row]
      squaredDifferences[row] += next.squaredDifferences[row]
    }
  }
}
