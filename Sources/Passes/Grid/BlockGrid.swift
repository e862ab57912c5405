import RandomNumbers
import VectorMath

/// The blocks of a run and the tasks that workers take: a property of the run, never of a worker.
package struct BlockGrid: Sendable {
  /// Paths that a worker takes at a time and whose sums stand in one leaf of the tree.
  package static let pathsPerTask = 4_096
  static let blocksPerTask = pathsPerTask / PathBlock.pathCount

  /// Paths of the run.
  package let paths: Int

  /// The blocks of so many paths.
  package init(paths: Int) { self.paths = paths }

  /// Blocks of all paths; the last one is padded.
  package var blockCount: Int { (paths + PathBlock.pathCount - 1) / PathBlock.pathCount }
  /// Tasks of all paths; the last one may have fewer blocks.
  package var taskCount: Int { (blockCount + Self.blocksPerTask - 1) / Self.blocksPerTask }

  /// Numbers of paths, whole blocks below the run's own, at which the convergence is shown.
  package var convergenceCuts: [Int] {
    var cuts: [Int] = []
    for halvings in stride(from: 6, through: 1, by: -1) {
      let count = (blockCount >> halvings) * PathBlock.pathCount
      if count > 0 && count < paths && cuts.last != count { cuts.append(count) }
    }
    return cuts
  }

  /// Blocks of one task.
  package func blocks(ofTask task: Int) -> Range<Int> {
    let first = task * Self.blocksPerTask
    return first..<min(first + Self.blocksPerTask, blockCount)
  }

  /// Number of paths of the first so many tasks.
  package func pathCount(ofFirstTasks count: Int) -> Int { min(paths, count * Self.pathsPerTask) }

  /// Number of paths of some tasks in a row.
  package func pathCount(ofTasks tasks: Range<Int>) -> Int {
    pathCount(ofFirstTasks: tasks.upperBound) - pathCount(ofFirstTasks: tasks.lowerBound)
  }

  /// Paths of a block that count; the last block is padded.
  package func pathCount(ofBlock block: Int) -> Int {
    min(PathBlock.pathCount, paths - block * PathBlock.pathCount)
  }
}
