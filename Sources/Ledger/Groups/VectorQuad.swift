import VectorMath

/// Extremes of columns over four consecutive vectors, which stay in registers in a loop over columns.
struct VectorQuad {
  var first: VectorPair
  var second: VectorPair

  @inline(__always)
  init(repeating x: Double) {
    first = VectorPair(repeating: x)
    second = first
  }

  @inline(__always)
  mutating func minimize(with column: Column, from v: Int, scale: Double) {
    first.minimize(with: column, from: v, scale: scale)
    second.minimize(with: column, from: v &+ 2, scale: scale)
  }

  @inline(__always)
  mutating func maximize(with column: Column, from v: Int, scale: Double) {
    first.maximize(with: column, from: v, scale: scale)
    second.maximize(with: column, from: v &+ 2, scale: scale)
  }

  @inline(__always)
  func put(into column: Column, from v: Int) {
    column[v] = first.a
    column[v &+ 1] = first.b
    column[v &+ 2] = second.a
    column[v &+ 3] = second.b
  }
}
