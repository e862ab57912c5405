import RandomNumbers
import VectorMath

extension Kernel {
  /// Normals of one step of a block, from the counter to the column, as a run draws them.
  static let normals = NormalSource.Precision.allCases.map { precision in
    let draws = 16
    return Kernel(
      "normals-\(precision.rawValue)", unit: "normals",
      elementCount: draws * PathBlock.pathCount
    ) {
      let source = NormalSource(seed: 1, precision: precision)
      let block = PathBlock(columnCount: source.columnCount(forDraws: draws))
      let paths = PathNumbers(block: 0)
      return { source.fill(block, draws: draws, paths: paths, step: 0) }
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
