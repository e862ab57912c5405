public import VectorMath

/// The paths of one block by their global numbers, in any order.
public struct PathNumbers: Sendable {
  /// Numbers of the paths, `PathBlock.pathCount` of them, each below 2^48.
  public let numbers: [UInt64]
  let low: [SIMD8<UInt64>]
  let high: [SIMD8<UInt64>]
  /// The same with the lanes of a vector in `SIMD16.pairedOrder`.
  let lowPaired: [SIMD8<UInt64>]
  let highPaired: [SIMD8<UInt64>]
  /// The high word if all paths have the same, and then the first round's product of the low words.
  let sharedHigh: UInt64?
  let firstProducts: [SIMD8<UInt64>]

  /// Any paths, for drawing chosen ones again.
  public init(_ numbers: [UInt64]) {
    precondition(numbers.count == PathBlock.pathCount, "a block has a fixed number of paths")
    precondition(numbers.allSatisfy { $0 < 1 << 48 }, "path numbers have 48 bits")
    self.numbers = numbers
    let words = Self.vectors(numbers)
    low = words.map { $0 & Words(repeating: 0xffff_ffff) }
    high = words.map { $0 &>> 32 }
    let order = SIMD16.pairedOrder
    lowPaired = low.map { Self.reordered($0, order) }
    highPaired = high.map { Self.reordered($0, order) }
    let first = numbers[0] &>> 32
    sharedHigh = numbers.allSatisfy { $0 &>> 32 == first } ? first : nil
    firstProducts = lowPaired.map { $0 &* Words(repeating: Philox.firstMultiplier) }
  }

  private static func vectors(_ numbers: [UInt64]) -> [SIMD8<UInt64>] {
    numbers.withUnsafeBytes { bytes in
      (0..<PathBlock.vectorCount).map {
        bytes.loadUnaligned(
          fromByteOffset: $0 * MemoryLayout<SIMD8<UInt64>>.stride, as: SIMD8<UInt64>.self)
      }
    }
  }

  private static func reordered(_ words: SIMD8<UInt64>, _ order: [Int]) -> SIMD8<UInt64> {
    var result = SIMD8<UInt64>()
    for i in 0..<Vector.laneCount { result[i] = words[order[i]] }
    return result
  }

  /// Block `b` of the run's grid: paths `b × pathCount ..< (b + 1) × pathCount`.
  public init(block b: Int) {
    let first = UInt64(b) * UInt64(PathBlock.pathCount)
    self.init((0..<UInt64(PathBlock.pathCount)).map { first + $0 })
  }
}

/// Standard normals as a pure function of (seed, stream, path, step, draw) and the number of draws a step.
///
/// `single` makes four normals from one Philox block with `NormalTransform.single`: draws 4q, 4q + 1
/// are the sines and 4q + 2, 4q + 3 the cosines of words (0, 2) and (1, 3) of block q. `double` makes
/// two from words (0, 1) and (2, 3) with 52-bit uniforms, for rare events beyond |z| = 6.66.
///
/// A step whose draws are no whole blocks leaves r normals for blocks that P steps share, P = 4 or 2 normals
/// a block: of the r blocks that follow the whole ones in the first of the P steps, whose number is a
/// multiple of P, step k of them takes normals kr ..< (k + 1)r in order. No normal of P steps is left over; with
/// 13 draws in single precision, steps 4 to 7 draw their 13th from block 3 of step 4. A market with a shock more
/// or less therefore has other numbers in the shocks after its last whole block.
public struct NormalSource: Sendable {
  /// Bits behind every normal.
  public enum Precision: String, Sendable, CaseIterable { case single, double }

  /// Key of the generator, the run's `seed`.
  public let seed: UInt64
  /// What the normals are used for.
  public let stream: DrawAddress.Stream
  /// Bits behind every normal; figures of the two differ.
  public let precision: Precision

  /// A source; nothing is drawn or stored.
  public init(seed: UInt64, stream: DrawAddress.Stream = .shocks, precision: Precision) {
    self.seed = seed
    self.stream = stream
    self.precision = precision
  }

  /// Fills columns `0 ..< draws` of a block with the normals of one step.
  ///
  /// The block needs as many columns as `columnCount(forDraws:)` says. The columns after the draws keep
  /// what later steps take.
  ///
  /// - Parameter continues: The block has been filled for the step before and the same paths, and its
  ///   columns after the draws are as they were left: the normals are the same, with less work.
  /// - Parameter vectors: How many vectors of eight paths are wanted; those after them may keep what they held.
  public func fill(
    _ block: borrowing PathBlock, draws: Int, paths: borrowing PathNumbers, step: Int,
    continues: Bool = false, vectors: Int = PathBlock.vectorCount
  ) {
    precondition(block.columnCount >= columnCount(forDraws: draws), "the block is too narrow")
    let perBlock = normalsPerBlock
    let own = draws / perBlock
    for q in 0..<own { fill(block, at: q * perBlock, block: q, paths, step, vectors) }
    let rest = draws % perBlock
    if rest == 0 { return }
    let first = own * perBlock
    let place = step % perBlock
    var shared = place * rest / perBlock
    let used = place * rest % perBlock
    let left = used > 0 ? perBlock - used : 0
    if used > 0 {
      // Blocks are put where their remainder comes to lie after the draws.
      let column = first + shared * perBlock % rest
      if !continues {
        fill(block, at: column, block: own + shared, paths, step - place, vectors)
      }
      for k in 0..<min(rest, left) { block[first + k].copy(block[column + used + k]) }
      shared += 1
    }
    if left < rest {
      fill(block, at: first + left, block: own + shared, paths, step - place, vectors)
    }
  }

  /// Columns that a block needs for so many draws.
  public func columnCount(forDraws draws: Int) -> Int {
    draws % normalsPerBlock == 0 ? draws : draws - 1 + normalsPerBlock
  }

  private var normalsPerBlock: Int { precision == .single ? 4 : 2 }

  /// Fills columns from `first` on with the normals of one Philox block.
  private func fill(
    _ block: borrowing PathBlock, at first: Int, block q: Int, _ paths: borrowing PathNumbers,
    _ step: Int, _ vectors: Int
  ) {
    switch precision {
    case .single: fillSingle(block, first, UInt32(q), paths: paths, step: UInt32(step), vectors)
    case .double: fillDouble(block, first, UInt32(q), paths: paths, step: UInt32(step), vectors)
    }
  }

  private func fillSingle(
    _ block: borrowing PathBlock, _ first: Int, _ q: UInt32, paths: borrowing PathNumbers,
    step: UInt32, _ vectors: Int
  ) {
    let tag = UInt64(stream.rawValue) << 16
    if let high = paths.sharedHigh {
      let start = SharedRounds(second: high | tag, step: step, block: q, seed: seed)
      let products = paths.firstProducts
      fillSingle(block, first, vectors) { start.words(firstProduct: products[$0]) }
    } else {
      let low = paths.lowPaired
      let high = paths.highPaired
      let tags = Words(repeating: tag)
      fillSingle(block, first, vectors) {
        philoxWords(low[$0], high[$0] | tags, step: step, block: q, seed: seed)
      }
    }
  }

  /// Four columns from the words of one Philox block.
  ///
  /// Three passes over words that stay in the cache: one loop would wait for its own results.
  @inline(__always)
  private func fillSingle(
    _ block: borrowing PathBlock, _ first: Int, _ vectors: Int,
    words: (Int) -> (Words, Words, Words, Words)
  ) {
    let a = block[first]
    let b = block[first + 1]
    let c = block[first + 2]
    let d = block[first + 3]
    for v in 0..<vectors {
      let w = words(v)
      a.putWords(SIMD16(lowWordsOf: w.0, w.1), at: v)
      c.putWords(SIMD16(lowWordsOf: w.2, w.3), at: v)
    }
    for v in 0..<vectors {
      a.putFloats(NormalTransform.singleRadius(a.words(at: v)), at: v)
    }
    for v in 0..<vectors {
      let (sine, cosine) = NormalTransform.single(radius: a.floats(at: v), angle: c.words(at: v))
      a[v] = sine.firstLanes
      b[v] = sine.lastLanes
      c[v] = cosine.firstLanes
      d[v] = cosine.lastLanes
    }
  }

  private func fillDouble(
    _ block: borrowing PathBlock, _ first: Int, _ q: UInt32, paths: borrowing PathNumbers,
    step: UInt32, _ vectors: Int
  ) {
    let tag = SIMD8<UInt64>(repeating: UInt64(stream.rawValue) << 16)
    let low = SIMD8<UInt64>(repeating: 0xffff_ffff)
    let a = block[first]
    let b = block[first + 1]
    for v in 0..<vectors {
      let w = philoxWords(paths.low[v], paths.high[v] | tag, step: step, block: q, seed: seed)
      let (sine, cosine) = NormalTransform.double(
        radius: (w.0 & low) | (w.1 &<< 32), angle: (w.2 & low) | (w.3 &<< 32))
      a[v] = sine
      b[v] = cosine
    }
  }
}
