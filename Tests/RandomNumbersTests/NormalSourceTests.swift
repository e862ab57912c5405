import Foundation
import RandomNumbers
import Testing
import VectorMath

@Suite struct NormalSourceTests {
  private static let paths = PathNumbers(
    (0..<PathBlock.pathCount).map { UInt64($0) * 7919 + ($0 % 2 == 0 ? 0 : 1 << 40) })

  /// Paths with one high word, as all blocks of a run have: their first rounds are worked out together.
  private static let sharedPaths = PathNumbers(
    (0..<PathBlock.pathCount).map { UInt64($0) * 7919 + 5 << 32 })

  private func columns(
    _ precision: NormalSource.Precision, draws: Int, step: Int = 3, seed: UInt64 = 42,
    paths: PathNumbers = Self.paths
  ) -> [[Double]] {
    let source = NormalSource(seed: seed, precision: precision)
    let block = PathBlock(columnCount: source.columnCount(forDraws: draws))
    source.fill(block, draws: draws, paths: paths, step: step)
    return block.columns.map { column in (0..<PathBlock.pathCount).map { column[path: $0] } }
  }

  /// The definition, one path at a time through the C library: Box-Muller of Philox words.
  private func words(
    _ path: Int, block: Int, step: Int = 3, of paths: PathNumbers = Self.paths
  ) -> SIMD4<UInt32> {
    Philox.block(
      counter: DrawAddress(
        path: paths.numbers[path], stream: .shocks, step: UInt32(step),
        block: UInt32(block)
      ).counter, key: SIMD2(42, 0))
  }

  /// Single precision agrees with the definition to 3e-6: a swapped word, sign or stream shows at once.
  @Test(arguments: [Self.paths, Self.sharedPaths])
  func singlePrecisionFollowsTheDefinition(_ paths: PathNumbers) {
    let found = columns(.single, draws: 8, paths: paths)
    for path in [0, 1, 7, 8, 100, PathBlock.pathCount - 1] {
      for q in 0..<2 {
        let w = words(path, block: q, of: paths)
        for j in 0..<2 {
          let r = (-2 * log((Double(w[j] >> 1) + 0.5) * 0x1p-31)).squareRoot()
          let f = Double(Int32(bitPattern: w[j + 2])) * 0x1p-31
          let sign = w[j + 2] & 1 == 0 ? 1.0 : -1.0
          #expect(abs(found[4 * q + j][path] - r * sin(.pi / 2 * f)) < 3e-6)
          #expect(abs(found[4 * q + 2 + j][path] - sign * r * cos(.pi / 2 * f)) < 3e-6)
        }
      }
    }
  }

  /// Every stream has numbers of its own also where the high words of the paths differ, which is where a
  /// path and its stream share a word of the counter: Box-Muller of the first Philox block.
  @Test(arguments: DrawAddress.Stream.allCases, [Self.paths, Self.sharedPaths])
  func streamsFollowTheDefinition(_ stream: DrawAddress.Stream, _ paths: PathNumbers) {
    let source = NormalSource(seed: 42, stream: stream, precision: .single)
    let block = PathBlock(columnCount: 4)
    source.fill(block, draws: 4, paths: paths, step: 3)
    for path in [0, 1, 7, 8, 100, PathBlock.pathCount - 1] {
      let address = DrawAddress(path: paths.numbers[path], stream: stream, step: 3, block: 0)
      let w = Philox.block(counter: address.counter, key: SIMD2(42, 0))
      let r = (-2 * log((Double(w[0] >> 1) + 0.5) * 0x1p-31)).squareRoot()
      let f = Double(Int32(bitPattern: w[2])) * 0x1p-31
      #expect(abs(block[0][path: path] - r * sin(.pi / 2 * f)) < 3e-6)
    }
  }

  /// Fewer vectors are the first of a whole block; those after them keep what they held.
  @Test(arguments: NormalSource.Precision.allCases, [4, 6])
  func fewerVectorsAreTheSame(_ precision: NormalSource.Precision, _ draws: Int) {
    let whole = columns(precision, draws: draws, step: 5)
    let source = NormalSource(seed: 42, precision: precision)
    let block = PathBlock(columnCount: source.columnCount(forDraws: draws))
    for k in 0..<block.columnCount { block[k].fill(9) }
    source.fill(block, draws: draws, paths: Self.paths, step: 5, vectors: 3)
    for k in 0..<draws {
      for p in 0..<PathBlock.pathCount {
        #expect(block[k][path: p] == (p < 24 ? whole[k][p] : 9))
      }
    }
  }

  /// Double precision agrees with the definition to 2e-14.
  @Test func doublePrecisionFollowsTheDefinition() {
    let found = columns(.double, draws: 4)
    for path in [0, 1, 7, 8, 100, PathBlock.pathCount - 1] {
      for q in 0..<2 {
        let w = words(path, block: q)
        let a = UInt64(w[0]) | UInt64(w[1]) << 32
        let b = UInt64(w[2]) | UInt64(w[3]) << 32
        let r = (-2 * log(UniformConversion.open52(a))).squareRoot()
        let f = Double(b >> 12) * 0x1p-51 - 1
        let sign = b & 1 == 0 ? 1.0 : -1.0
        #expect(abs(found[2 * q][path] - r * sin(.pi / 2 * f)) < 2e-14)
        #expect(abs(found[2 * q + 1][path] - sign * r * cos(.pi / 2 * f)) < 2e-14)
      }
    }
  }

  /// Steps whose draws are no whole blocks share the blocks of their first: every normal of 8 steps is
  /// where the definition says, no matter in which order steps are filled, and none is used twice.
  @Test(
    arguments: NormalSource.Precision.allCases,
    [1, 2, 3, 5, 6, 7, 13])
  func stepsShareTheirLastBlocks(_ precision: NormalSource.Precision, _ draws: Int) {
    let perBlock = precision == .single ? 4 : 2
    let own = draws / perBlock
    let rest = draws % perBlock
    let source = NormalSource(seed: 42, precision: precision)
    let block = PathBlock(columnCount: source.columnCount(forDraws: draws))
    var seen: Set<[Double]> = []
    for step in 0..<2 * perBlock {
      let alone = columns(precision, draws: draws, step: step)
      source.fill(block, draws: draws, paths: Self.paths, step: step, continues: step > 0)
      for k in 0..<draws {
        let column = (0..<PathBlock.pathCount).map { block[k][path: $0] }
        #expect(column == alone[k])
        seen.insert(column)
        guard k >= own * perBlock else { continue }
        let place = step % perBlock
        let n = place * rest + k - own * perBlock
        let whole = columns(
          precision, draws: (own + n / perBlock + 1) * perBlock, step: step - place)
        #expect(column == whole[(own + n / perBlock) * perBlock + n % perBlock])
      }
      // Correlation overwrites the draws and nothing after them.
      for k in 0..<draws { block[k].fill(.nan) }
    }
    #expect(seen.count == 2 * perBlock * draws)
  }

  /// A path's normals depend on its number alone, not on its place in the block.
  @Test(arguments: NormalSource.Precision.allCases)
  func placeDoesNotMatter(_ precision: NormalSource.Precision) {
    let order = (0..<PathBlock.pathCount).map { ($0 * 37 + 11) % PathBlock.pathCount }
    let moved = PathNumbers(order.map { Self.paths.numbers[$0] })
    let plain = columns(precision, draws: 3)
    let permuted = columns(precision, draws: 3, paths: moved)
    for k in 0..<3 { #expect(permuted[k] == order.map { plain[k][$0] }) }
  }

  /// Seeds that differ in one bit give streams without a common number in a block of 4 draws a path.
  @Test func seedsGiveDistinctStreams() {
    let first = Set(columns(.double, draws: 4).flatMap { $0 })
    for bit in [0, 1, 31, 32, 63] {
      let other = columns(.double, draws: 4, seed: 42 ^ (1 << UInt64(bit))).flatMap { $0 }
      #expect(first.isDisjoint(with: other))
    }
  }

  /// Moments over 204,800 draws of each kind. Standard errors: mean 0.0022, variance 0.0031, third moment
  /// 0.0086, fourth 0.0217; tolerance 4. A halved tail or a variance off by 1.3 % shows.
  @Test(arguments: NormalSource.Precision.allCases)
  func momentsAreThoseOfNormals(_ precision: NormalSource.Precision) {
    var moments = [0.0, 0.0, 0.0, 0.0]
    let draws = 8
    let steps = 100
    for step in 0..<steps {
      for column in columns(precision, draws: draws, step: step) {
        for z in column {
          moments[0] += z
          moments[1] += z * z
          moments[2] += z * z * z
          moments[3] += z * z * z * z
        }
      }
    }
    let n = Double(PathBlock.pathCount * draws * steps)
    let expected = [0.0, 1, 0, 3]
    let variances = [1.0, 2, 15, 96]
    for k in 0..<4 {
      #expect(abs(moments[k] / n - expected[k]) < 4 * (variances[k] / n).squareRoot())
    }
  }

  /// Neighbouring draws, paths and steps are uncorrelated: |r| < 4 / √n for each pair.
  @Test func neighboursAreUncorrelated() {
    let now = columns(.single, draws: 8)
    let next = columns(.single, draws: 8, step: 4)
    func correlation(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / Double(a.count)
    }
    let bound = 4 / Double(PathBlock.pathCount).squareRoot()
    for j in 0..<8 {
      for k in 0..<j { #expect(abs(correlation(now[j], now[k])) < bound) }
      #expect(abs(correlation(now[j], next[j])) < bound)
      #expect(abs(correlation(Array(now[j].dropLast()), Array(now[j].dropFirst()))) < bound)
    }
  }
}
