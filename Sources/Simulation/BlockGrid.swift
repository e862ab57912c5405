import RandomNumbers
import VectorMath

/// The blocks of a run and the tasks that workers take: a property of the run, never of a worker.
struct BlockGrid: Sendable {
  /// Blocks that a worker takes at a time and whose sums are folded together.
  static let blocksPerTask = 8

  let paths: Int

  var blockCount: Int { (paths + PathBlock.pathCount - 1) / PathBlock.pathCount }
  var taskCount: Int { (blockCount + Self.blocksPerTask - 1) / Self.blocksPerTask }

  /// Blocks of one task.
  func blocks(ofTask task: Int) -> Range<Int> {
    let first = task * Self.blocksPerTask
    return first..<min(first + Self.blocksPerTask, blockCount)
  }

  /// Paths of a block that count; the last block is padded.
  func pathCount(ofBlock block: Int) -> Int {
    min(PathBlock.pathCount, paths - block * PathBlock.pathCount)
  }
}
