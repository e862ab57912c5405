import Passes
import VectorMath

/// Sums of every quantity of every subject of one policy, and of its differences to the benchmark.
///
/// Sums of squared differences make the paired interval: Var(x − b) is measured, not Var(x) + Var(b).
struct PolicySums: Mergeable {
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

  /// Adds the paths of a block. Padding is 0 in both.
  mutating func add(_ columns: borrowing PolicyColumns, benchmark: borrowing PolicyColumns) {
    for row in sums.indices {
      add(columns.column(row: row), benchmark: benchmark.column(row: row), row: row)
    }
  }

  /// Adds one quantity of one subject; `nil` is a column of zeros.
  private mutating func add(_ x: Column?, benchmark b: Column?, row: Int) {
    switch (x, b) {
    case (nil, nil): return
    case (let x?, let b?): add({ x[$0] }, { b[$0] }, row: row)
    case (let x?, nil): add({ x[$0] }, { _ in .zero }, row: row)
    case (nil, let b?): add({ _ in .zero }, { b[$0] }, row: row)
    }
  }

  @inline(__always)
  private mutating func add(
    _ value: (Int) -> Vector, _ benchmark: (Int) -> Vector, row: Int
  ) {
    var sum = Vector.zero
    var square = Vector.zero
    var difference = Vector.zero
    var squaredDifference = Vector.zero
    for v in 0..<PathBlock.vectorCount {
      let x = value(v)
      let d = x - benchmark(v)
      sum += x
      square = multiplyAdd(x, x, square)
      difference += d
      squaredDifference = multiplyAdd(d, d, squaredDifference)
    }
    sums[row] += sum.laneSum
    squares[row] += square.laneSum
    differences[row] += difference.laneSum
    squaredDifferences[row] += squaredDifference.laneSum
  }

  mutating func merge(_ next: PolicySums) {
    for row in sums.indices {
      sums[row] += next.sums[row]
      squares[row] += next.squares[row]
      differences[row] += next.differences[row]
      squaredDifferences[row] += next.squaredDifferences[row]
    }
  }
}

extension PolicySums: BinaryCodable, Checked {
  func write(to writer: inout BinaryWriter) throws {
    try writer.write(sums)
    try writer.write(squares)
    try writer.write(differences)
    try writer.write(squaredDifferences)
  }

  mutating func read(from reader: inout BinaryReader) throws {
    try reader.read(into: &sums)
    try reader.read(into: &squares)
    try reader.read(into: &differences)
    try reader.read(into: &squaredDifferences)
  }

  var checksum: UInt64 {
    var checksum = Checksum()
    for numbers in [sums, squares, differences, squaredDifferences] { checksum.add(numbers) }
    return checksum.value
  }
}
