import VectorMath

/// Two consecutive vectors of a column, so that loops over legs keep their results in registers.
struct VectorPair {
  var a: Vector
  var b: Vector

  @inline(__always)
  init(repeating x: Double) {
    a = Vector(repeating: x)
    b = a
  }

  @inline(__always)
  mutating func minimize(with column: Column, from v: Int, scale: Double) {
    let factor = Vector(repeating: scale)
    a = minimum(a, column[v] * factor)
    b = minimum(b, column[v &+ 1] * factor)
  }

  @inline(__always)
  mutating func maximize(with column: Column, from v: Int, scale: Double) {
    let factor = Vector(repeating: scale)
    a = maximum(a, column[v] * factor)
    b = maximum(b, column[v &+ 1] * factor)
  }

  /// self + weights × the column's values of a path and the next.
  @inline(__always)
  mutating func add(_ weights: Vector, _ column: Column, path: Int) {
    a = multiplyAdd(weights, Vector(repeating: column[path: path]), a)
    b = multiplyAdd(weights, Vector(repeating: column[path: path &+ 1]), b)
  }

  /// self + weight × column.
  @inline(__always)
  mutating func add(_ weight: Double, _ column: Column, from v: Int) {
    let w = Vector(repeating: weight)
    a = multiplyAdd(w, column[v], a)
    b = multiplyAdd(w, column[v &+ 1], b)
  }
}
