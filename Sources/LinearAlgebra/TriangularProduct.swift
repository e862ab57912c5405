import VectorMath

/// z = L g for every path of a block, in place, with the sums in registers.
///
/// For a lower triangular L of a few hundred rows this is faster than BLAS, which packs its operands and does not
/// skip the zeros: a few vectors of paths at a time, from the last row to the first, so that every row reads
/// normals that are not overwritten yet. Zeros of L are left out. Factors with one correlation among each other and
/// the same ones to all before them, such as discounts of which only a common correlation is known, have
/// rows that agree, and their sums differ by one term:
///
///     z_k = s_k + L_kk g_k,   s_{k−1} = s_k − L_{k,k−1} g_{k−1}
///
/// Other rows are taken two at a time. A path's result depends on its normals alone, wherever it stands in
/// the block; it agrees with the matrix product to rounding.
struct TriangularProduct: Sendable {
  /// Some rows, which are worked out together.
  private struct Pass {
    let last: Int
    /// 0 for two rows with sums of their own, else the number of rows that share a sum.
    let shared: Int
    /// Spans of its terms.
    let spanCount: Int
  }

  /// Neighbouring columns.
  private struct Span {
    /// Where they begin, in vectors from the first column.
    let offset: Int
    let count: Int
  }

  /// Sums of two rows, two vectors of paths.
  private struct PairSums {
    private var a0 = Vector.zero
    private var a1 = Vector.zero
    private var b0 = Vector.zero
    private var b1 = Vector.zero

    /// Adds neighbouring columns.
    @inline(__always)
    mutating func add(
      _ columns: UnsafeMutablePointer<Vector>, count: Int, _ next: inout UnsafePointer<Double>
    ) {
      var column = columns
      for _ in 0..<count {
        let above = Vector(repeating: next[0])
        let below = Vector(repeating: next[1])
        let g0 = column[0]
        let g1 = column[1]
        a0 = multiplyAdd(above, g0, a0)
        a1 = multiplyAdd(above, g1, a1)
        b0 = multiplyAdd(below, g0, b0)
        b1 = multiplyAdd(below, g1, b1)
        next += 2
        column += PathBlock.columnStride
      }
    }

    /// Adds L_kk g_k and puts the sums in the place of rows k − 1 and k.
    @inline(__always)
    func put(_ g: UnsafeMutablePointer<Vector>, last k: Int, _ next: inout UnsafePointer<Double>) {
      let diagonal = Vector(repeating: next[0])
      next += 1
      let row = g + k &* PathBlock.columnStride
      row[0] = multiplyAdd(diagonal, row[0], b0)
      row[1] = multiplyAdd(diagonal, row[1], b1)
      let previous = row - PathBlock.columnStride
      previous[0] = a0
      previous[1] = a1
    }
  }

  /// Rows agree where their entries differ by less: rounding of the factorisation.
  private static let tolerance = 0x1p-50

  let size: Int
  private let passes: [Pass]
  /// By pass: the columns of its terms.
  private let spans: [Span]
  /// By pass of two rows k − 1, k: both factors of every term, then L_kk. By pass of rows that share a sum:
  /// one factor a term, then from the last row on L_kk and L_{k,k−1}.
  private let factors: [Double]
  /// Whether no row shares its sum and none leaves out a column.
  private let isDense: Bool

  /// - Precondition: The factor is square and lower triangular.
  init(factor: Matrix) {
    size = factor.rowCount
    var passes: [Pass] = []
    var spans: [Span] = []
    var factors: [Double] = []
    var isDense = true
    var k = size - 1
    while k >= 0 {
      let shared = Self.sharedRows(factor, upTo: k)
      let isPair = shared == 1 && k >= 1 && Self.sharedRows(factor, upTo: k - 1) == 1
      let columns = (0..<k).filter { factor[k, $0] != 0 || isPair && factor[k - 1, $0] != 0 }
      if k > 0 && !(isPair && columns.count == k) { isDense = false }
      let found = Self.spans(columns)
      spans += found
      passes.append(Pass(last: k, shared: isPair ? 0 : shared, spanCount: found.count))
      if isPair {
        for i in columns { factors += [factor[k - 1, i], factor[k, i]] }
        factors.append(factor[k, k])
      } else {
        factors += columns.map { factor[k, $0] }
        for row in stride(from: k, to: k - shared, by: -1) {
          factors.append(factor[row, row])
          if row > k - shared + 1 { factors.append(factor[row, row - 1]) }
        }
      }
      k -= isPair ? 2 : shared
    }
    self.passes = passes
    self.spans = spans
    self.factors = factors
    self.isDense = isDense
  }

  /// Ascending columns as spans of neighbours.
  private static func spans(_ columns: [Int]) -> [Span] {
    var spans: [Span] = []
    var first = 0
    for i in columns.indices where i + 1 == columns.count || columns[i + 1] > columns[i] + 1 {
      spans.append(Span(offset: columns[first] * PathBlock.columnStride, count: i + 1 - first))
      first = i + 1
    }
    return spans
  }

  /// How many rows up to one agree, each with the next in all columns before its diagonal.
  private static func sharedRows(_ factor: Matrix, upTo last: Int) -> Int {
    var row = last
    // The first row has no entry that could agree.
    while row >= 2
      && (0..<row - 1).allSatisfy({ abs(factor[row - 1, $0] - factor[row, $0]) <= tolerance })
    {
      row -= 1
    }
    return last - row + 1
  }

  /// Replaces columns `first ..< first + size` of a block.
  func multiply(_ block: borrowing PathBlock, first: Int) {
    precondition(first >= 0 && first + size <= block.columnCount, "no such columns")
    if size == 0 { return }
    // Sound: the columns are contiguous and inside the block by the check above; spans and factors are as
    // many as the passes read, by construction.
    let columns = UnsafeMutableRawPointer(block[first].scalars)
      .assumingMemoryBound(to: Vector.self)
    passes.withUnsafeBufferPointer { passes in
      spans.withUnsafeBufferPointer { spans in
        factors.withUnsafeBufferPointer { factors in
          guard let factors = factors.baseAddress else { return }
          if isDense {
            for v in stride(from: 0, to: PathBlock.vectorCount, by: 2) {
              Self.multiplyDense(columns + v, size: size, factors)
            }
          } else {
            for v in stride(from: 0, to: PathBlock.vectorCount, by: 4) {
              Self.multiply(columns + v, passes, spans, factors)
            }
          }
        }
      }
    }
  }

  /// All rows by pairs with all their columns, two vectors of paths: passes and spans would be looked up
  /// for nothing.
  @inline(__always)
  private static func multiplyDense(
    _ g: UnsafeMutablePointer<Vector>, size: Int, _ factors: UnsafePointer<Double>
  ) {
    var next = factors
    var k = size &- 1
    while k >= 1 {
      var sums = PairSums()
      sums.add(g, count: k, &next)
      sums.put(g, last: k, &next)
      k &-= 2
    }
    if k == 0 {
      let only = Vector(repeating: next[0])
      g[0] *= only
      g[1] *= only
    }
  }

  /// Four vectors of paths.
  @inline(__always)
  private static func multiply(
    _ g: UnsafeMutablePointer<Vector>, _ passes: UnsafeBufferPointer<Pass>,
    _ spans: UnsafeBufferPointer<Span>, _ factors: UnsafePointer<Double>
  ) {
    var next = factors
    var first = 0
    for pass in passes {
      let terms = UnsafeBufferPointer(rebasing: spans[first..<first &+ pass.spanCount])
      if pass.shared == 0 {
        var again = next
        multiplyPair(g, last: pass.last, terms, &again)
        multiplyPair(g + 2, last: pass.last, terms, &next)
      } else {
        multiplyShared(g, last: pass.last, count: pass.shared, terms, &next)
      }
      first &+= pass.spanCount
    }
  }

  /// Two rows with sums of their own, two vectors of paths.
  @inline(__always)
  private static func multiplyPair(
    _ g: UnsafeMutablePointer<Vector>, last k: Int, _ terms: UnsafeBufferPointer<Span>,
    _ next: inout UnsafePointer<Double>
  ) {
    var sums = PairSums()
    for span in terms { sums.add(g + span.offset, count: span.count, &next) }
    sums.put(g, last: k, &next)
  }

  /// Rows that share a sum, from the last, four vectors of paths.
  @inline(__always)
  private static func multiplyShared(
    _ g: UnsafeMutablePointer<Vector>, last k: Int, count: Int,
    _ terms: UnsafeBufferPointer<Span>, _ next: inout UnsafePointer<Double>
  ) {
    var s0 = Vector.zero
    var s1 = Vector.zero
    var s2 = Vector.zero
    var s3 = Vector.zero
    for span in terms {
      var column = g + span.offset
      for _ in 0..<span.count {
        let factor = Vector(repeating: next[0])
        s0 = multiplyAdd(factor, column[0], s0)
        s1 = multiplyAdd(factor, column[1], s1)
        s2 = multiplyAdd(factor, column[2], s2)
        s3 = multiplyAdd(factor, column[3], s3)
        next += 1
        column += PathBlock.columnStride
      }
    }
    var row = g + k &* PathBlock.columnStride
    for left in stride(from: count, to: 0, by: -1) {
      let diagonal = Vector(repeating: next[0])
      row[0] = multiplyAdd(diagonal, row[0], s0)
      row[1] = multiplyAdd(diagonal, row[1], s1)
      row[2] = multiplyAdd(diagonal, row[2], s2)
      row[3] = multiplyAdd(diagonal, row[3], s3)
      next += 1
      if left == 1 { return }
      row -= PathBlock.columnStride
      let shared = Vector(repeating: -next[0])
      s0 = multiplyAdd(shared, row[0], s0)
      s1 = multiplyAdd(shared, row[1], s1)
      s2 = multiplyAdd(shared, row[2], s2)
      s3 = multiplyAdd(shared, row[3], s3)
      next += 1
    }
  }
}
