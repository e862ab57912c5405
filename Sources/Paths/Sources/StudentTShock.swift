import VectorMath

/// A shock column that a process wants as Student-t numbers.
struct StudentTShock {
  let column: Int
  let source: Column
  let target: Column
  let map: StudentTShockMap
  /// The dependence has the same ν: the number before its map to a normal is already right.
  let cancels: Bool

  func fill() {
    if cancels {
      target.copy(source)
    } else {
      for v in 0..<PathBlock.vectorCount { target[v] = map.studentT(fromNormal: source[v]) }
    }
  }
}
