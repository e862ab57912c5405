import RandomNumbers
import VectorMath

extension Kernel {
  /// Normals of one step of a block after another, from the counter to the column, as a run draws them: 15 a
  /// step, so that steps share Philox blocks.
  static let normals = NormalSource.Precision.allCases.map { precision in
    let draws = 15
    return Kernel(
      "normals-\(precision.rawValue)", unit: "normals",
      elementCount: draws * PathBlock.pathCount
    ) {
      let source = NormalSource(seed: 1, precision: precision)
      let block = PathBlock(columnCount: source.columnCount(forDraws: draws))
      let paths = PathNumbers(block: 0)
      var step = 0
      return {
        source.fill(block, draws: draws, paths: paths, step: step, continues: step > 0)
        step += 1
      }
    }
  }

  /// A block of independent standard normals, the same in every process.
  static func normalBlock(columnCount: Int, step: Int = 0) -> PathBlock {
    let source = NormalSource(seed: 7, precision: .single)
    let block = PathBlock(columnCount: source.columnCount(forDraws: columnCount))
    source.fill(block, draws: columnCount, paths: PathNumbers(block: 0), step: step)
    return block
  }
}
