import VectorMath

/// What blocks add to the rows of eight accounts, one lane each.
struct EightAccounts {
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
    var new = EightAccounts()
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
