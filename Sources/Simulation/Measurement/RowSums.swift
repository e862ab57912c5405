import VectorMath

/// What one block adds to a row.
struct BlockRow {
  /// Σ(x − center) and Σ(x − center)².
  var sum = 0.0
  var squares = 0.0
  var minimum = Double.infinity
  var maximum = -Double.infinity
  /// Paths with a positive value.
  var positive = 0

  /// Measures the first `count` values of a column.
  init(_ column: Column, count: Int, center: Double) {
    let c = Vector(repeating: center)
    let one = Vector(repeating: 1)
    var sums = Vector.zero
    var squareSums = Vector.zero
    var least = Vector(repeating: .infinity)
    var most = Vector(repeating: -.infinity)
    var positives = Vector.zero
    let whole = count / Vector.laneCount
    for v in 0..<whole {
      let x = column[v]
      let d = x - c
      sums += d
      squareSums = multiplyAdd(d, d, squareSums)
      least = VectorMath.minimum(x, least)
      most = VectorMath.maximum(x, most)
      positives += select(.zero, lessThan: x, one, otherwise: .zero)
    }
    sum = sums.laneSum
    squares = squareSums.laneSum
    positive = Int(positives.laneSum)
    for lane in 0..<Vector.laneCount {
      minimum = Swift.min(minimum, least[lane])
      maximum = Swift.max(maximum, most[lane])
    }
    for path in whole * Vector.laneCount..<count {
      let x = column[path: path]
      sum += x - center
      squares += (x - center) * (x - center)
      minimum = Swift.min(minimum, x)
      maximum = Swift.max(maximum, x)
      positive += x > 0 ? 1 : 0
    }
  }

  /// One lane of a measurement of eight accounts.
  init(_ lanes: EightRows, lane: Int) {
    sum = lanes.sum[lane]
    squares = lanes.squares[lane]
    minimum = lanes.minimum[lane]
    maximum = lanes.maximum[lane]
    positive = Int(lanes.positive[lane])
  }

  /// A row of zeros.
  init(zeros count: Int, center: Double) {
    sum = -center * Double(count)
    squares = center * center * Double(count)
    minimum = 0
    maximum = 0
  }
}

/// What blocks add to the rows of eight accounts, one lane each.
struct EightRows {
  private(set) var sum = Vector.zero
  private(set) var squares = Vector.zero
  private(set) var minimum = Vector(repeating: .infinity)
  private(set) var maximum = Vector(repeating: -.infinity)
  private(set) var positive = Vector.zero

  /// Adds the first `count` vectors of a table.
  ///
  /// - Parameter lossPaths: Where bit i is unset, vector i is 0.
  mutating func add(
    _ losses: borrowing VectorTable, lossPaths: UInt64, count: Int, centers: Vector
  ) {
    let zeros = count - lossPaths.nonzeroBitCount
    if zeros > 0 { add(zeros: zeros, centers: centers) }
    if zeros == count { return }
    var new = EightRows()
    if zeros == 0 {
      for i in 0..<count { new.add(losses[i], centers: centers) }
    } else {
      forEachSetBit(of: lossPaths) { new.add(losses[$0], centers: centers) }
    }
    sum += new.sum
    squares += new.squares
    minimum = VectorMath.minimum(new.minimum, minimum)
    maximum = VectorMath.maximum(new.maximum, maximum)
    positive += new.positive
  }

  @inline(__always)
  private mutating func add(_ x: Vector, centers: Vector) {
    let d = x - centers
    sum += d
    squares = multiplyAdd(d, d, squares)
    minimum = VectorMath.minimum(x, minimum)
    maximum = VectorMath.maximum(x, maximum)
    positive += select(.zero, lessThan: x, Vector(repeating: 1), otherwise: .zero)
  }

  /// Adds so many zeros.
  private mutating func add(zeros count: Int, centers: Vector) {
    sum -= centers * Vector(repeating: Double(count))
    squares += centers * centers * Vector(repeating: Double(count))
    minimum = VectorMath.minimum(.zero, minimum)
    maximum = VectorMath.maximum(.zero, maximum)
  }
}

/// Floating-point sums of every row over the blocks of some tasks. Their order counts.
struct RowSums: Mergeable {
  /// Σ(x − center) by row.
  private(set) var sums: [Double]
  /// Σ(x − center)² by row.
  private(set) var squares: [Double]

  init(rowCount: Int) {
    sums = Array(repeating: 0, count: rowCount)
    squares = sums
  }

  mutating func add(_ block: BlockRow, row: Int) {
    sums[row] += block.sum
    squares[row] += block.squares
  }

  /// Gives a row the sums of another one.
  mutating func copy(_ row: Int, to other: Int) {
    sums[other] = sums[row]
    squares[other] = squares[row]
  }

  mutating func merge(_ next: RowSums) {
    for row in sums.indices {
      sums[row] += next.sums[row]
      squares[row] += next.squares[row]
    }
  }
}

/// Counts and extremes of every row, and first liquidations, whose order does not count.
struct RowCounts: Mergeable {
  /// Paths with a positive value, by row.
  private(set) var positive: [Int]
  private(set) var minimum: [Double]
  private(set) var maximum: [Double]
  /// Bins of the wide rows: `[row][bin]`, with the counts below and above at the ends.
  private(set) var bins: [[Int]]
  /// First liquidations, `[step × accounts]` and `[step × (books + 1)]`.
  var accountLiquidations: [Int] = []
  var bookLiquidations: [Int] = []

  init(_ layout: RowLayout) {
    positive = Array(repeating: 0, count: layout.rowCount)
    minimum = Array(repeating: .infinity, count: layout.rowCount)
    maximum = Array(repeating: -.infinity, count: layout.rowCount)
    bins = Array(
      repeating: Array(repeating: 0, count: HistogramShape.binCount + 2),
      count: layout.wideRowCount)
  }

  mutating func add(_ block: BlockRow, row: Int) {
    positive[row] += block.positive
    minimum[row] = Swift.min(minimum[row], block.minimum)
    maximum[row] = Swift.max(maximum[row], block.maximum)
  }

  /// Gives a row the counts of another one.
  mutating func copy(_ row: Int, to other: Int) {
    positive[other] = positive[row]
    minimum[other] = minimum[row]
    maximum[other] = maximum[row]
    bins[other] = bins[row]
  }

  /// Bins the first `count` values of a wide row.
  mutating func bin(
    _ column: Column, isZero: Bool, row: Int, count: Int, shape: HistogramShape
  ) {
    if isZero {
      bins[row][shape.bin(0)] += count
      return
    }
    bins[row].withUnsafeMutableBufferPointer { shape.add(column, count: count, to: $0) }
  }

  mutating func merge(_ other: RowCounts) {
    for row in positive.indices {
      positive[row] += other.positive[row]
      minimum[row] = Swift.min(minimum[row], other.minimum[row])
      maximum[row] = Swift.max(maximum[row], other.maximum[row])
    }
    for row in bins.indices {
      for k in bins[row].indices { bins[row][k] += other.bins[row][k] }
    }
    accountLiquidations = Self.sum(accountLiquidations, other.accountLiquidations)
    bookLiquidations = Self.sum(bookLiquidations, other.bookLiquidations)
  }

  private static func sum(_ a: [Int], _ b: [Int]) -> [Int] {
    a.isEmpty ? b : zip(a, b).map(+)
  }
}

extension RowSums: BinaryCodable, Checked {
  func write(to writer: inout BinaryWriter) throws {
    try writer.write(sums)
    try writer.write(squares)
  }

  mutating func read(from reader: inout BinaryReader) throws {
    try reader.read(into: &sums)
    try reader.read(into: &squares)
  }

  var checksum: UInt64 {
    var checksum = Checksum()
    checksum.add(sums)
    checksum.add(squares)
    return checksum.value
  }
}

extension RowCounts: BinaryCodable {
  func write(to writer: inout BinaryWriter) throws {
    try writer.write(positive)
    try writer.write(minimum)
    try writer.write(maximum)
    for row in bins { try writer.write(row) }
    try writer.write(accountLiquidations)
    try writer.write(bookLiquidations)
  }

  mutating func read(from reader: inout BinaryReader) throws {
    try reader.read(into: &positive)
    try reader.read(into: &minimum)
    try reader.read(into: &maximum)
    for row in bins.indices { try reader.read(into: &bins[row]) }
    accountLiquidations = try reader.readList()
    bookLiquidations = try reader.readList()
  }
}
