import VectorMath

/// What one block adds to a row.
package struct BlockRow {
  /// Σ(x − center) and Σ(x − center)².
  var sum = 0.0
  var squares = 0.0
  var minimum = Double.infinity
  var maximum = -Double.infinity
  /// Paths with a positive value.
  var positive = 0

  /// Measures the first `count` values of a column.
  package init(_ column: Column, count: Int, center: Double) {
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
  init(_ lanes: EightAccounts, lane: Int) {
    sum = lanes.sum[lane]
    squares = lanes.squares[lane]
    minimum = lanes.minimum[lane]
    maximum = lanes.maximum[lane]
    positive = Int(lanes.positive[lane])
  }

  /// A row of zeros.
  package init(zeros count: Int, center: Double) {
    sum = -center * Double(count)
    squares = center * center * Double(count)
    minimum = 0
    maximum = 0
  }
}
