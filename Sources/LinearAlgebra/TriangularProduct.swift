import VectorMath

/// z = L g for every path of a block, in place, with the sums in registers.
///
/// For a lower triangular L of a few hundred rows this is faster than BLAS, which packs its operands and does not
/// skip the zeros: two rows and sixteen paths at a time, from the last row to the first, so that every
/// row reads normals that are not overwritten yet. A path's result depends on its normals alone, wherever
/// it stands in the block; it agrees with the matrix product to rounding.
struct TriangularProduct: Sendable {
  let size: Int
  /// Row pairs from the last; of rows k − 1 and k: L(k−1, i), L(k, i) for i = 0 ... k − 1, then L(k, k).
  /// With an odd number of rows the first row stands alone at the end.
  private let packed: [Double]

  /// - Precondition: The factor is square and lower triangular.
  init(factor: Matrix) {
    size = factor.rowCount
    var packed: [Double] = []
    var k = size - 1
    while k >= 1 {
      for i in 0..<k {
        packed.append(factor[k - 1, i])
        packed.append(factor[k, i])
      }
      packed.append(factor[k, k])
      k -= 2
    }
    if k == 0 { packed.append(factor[0, 0]) }
    self.packed = packed
  }

  /// Replaces columns `first ..< first + size` of a block.
  func multiply(_ block: borrowing PathBlock, first: Int) {
    precondition(first >= 0 && first + size <= block.columnCount, "no such columns")
    if size == 0 { return }
    // Sound: the columns are contiguous and inside the block by the check above; `packed` holds the
    // number of factors that the loops read, by construction.
    let columns = UnsafeMutableRawPointer(block[first].scalars)
      .assumingMemoryBound(to: Vector.self)
    packed.withUnsafeBufferPointer { packed in
      guard let factors = packed.baseAddress else { return }
      for v in stride(from: 0, to: PathBlock.vectorCount, by: 2) {
        multiply(columns + v, factors)
      }
    }
  }

  /// Two vectors of paths.
  @inline(__always)
  private func multiply(_ g: UnsafeMutablePointer<Vector>, _ factors: UnsafePointer<Double>) {
    let height = PathBlock.columnStride
    var next = factors
    var k = size &- 1
    while k >= 1 {
      var a0 = Vector.zero
      var a1 = Vector.zero
      var b0 = Vector.zero
      var b1 = Vector.zero
      var column = g
      for _ in 0..<k {
        let above = Vector(repeating: next[0])
        let below = Vector(repeating: next[1])
        let g0 = column[0]
        let g1 = column[1]
        a0 = multiplyAdd(above, g0, a0)
        a1 = multiplyAdd(above, g1, a1)
        b0 = multiplyAdd(below, g0, b0)
        b1 = multiplyAdd(below, g1, b1)
        next += 2
        column += height
      }
      let last = Vector(repeating: next[0])
      next += 1
      let row = g + k &* height
      row[0] = multiplyAdd(last, row[0], b0)
      row[1] = multiplyAdd(last, row[1], b1)
      let previous = g + (k &- 1) &* height
      previous[0] = a0
      previous[1] = a1
      k &-= 2
    }
    if k == 0 {
      let only = Vector(repeating: next[0])
      g[0] *= only
      g[1] *= only
    }
  }
}
