import RandomNumbers
import Testing
import VectorMath

@Suite struct UniformSourceTests {
  private func column(draw: Int, step: Int) -> [Double] {
    let block = PathBlock(columnCount: 1)
    UniformSource(seed: 5, stream: .bridge)
      .fill(block[0], draw: draw, paths: PathNumbers(block: 0), step: step)
    return (0..<PathBlock.pathCount).map { block[0][path: $0] }
  }

  @Test func followsTheDefinition() {
    let found = column(draw: 9, step: 2)
    for path in [0, 5, PathBlock.pathCount - 1] {
      let w = Philox.block(
        counter: DrawAddress(path: UInt64(path), stream: .bridge, step: 2, block: 9).counter,
        key: SIMD2(5, 0))
      #expect(found[path] == UniformConversion.open52(UInt64(w[0]) | UInt64(w[1]) << 32))
    }
  }

  /// Fewer vectors are the first of a whole column.
  @Test func fewerVectorsAreTheSame() {
    let block = PathBlock(columnCount: 1)
    block[0].fill(9)
    UniformSource(seed: 5, stream: .bridge)
      .fill(block[0], draw: 1, paths: PathNumbers(block: 0), step: 2, vectors: 2)
    let whole = column(draw: 1, step: 2)
    for p in 0..<PathBlock.pathCount { #expect(block[0][path: p] == (p < 16 ? whole[p] : 9)) }
  }

  /// Strictly inside (0, 1); the mean of 51,200 within 4 standard errors of a half.
  @Test func liesInsideTheUnitInterval() {
    let all = (0..<200).flatMap { column(draw: $0, step: 0) }
    #expect(all.allSatisfy { $0 > 0 && $0 < 1 })
    let mean = all.reduce(0, +) / Double(all.count)
    #expect(abs(mean - 0.5) < 4 * (1.0 / 12 / Double(all.count)).squareRoot())
  }
}
