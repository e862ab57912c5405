/// The binary tree in which the results of numbered tasks are put together. Its shape depends on the
/// number of tasks alone, so that sums have the same bits for any number of workers and shards.
///
///     node (level l, index i) covers the tasks i 2ˡ ..< (i + 1) 2ˡ, as far as there are so many
package struct TaskTree: Sendable, Hashable {
  /// A place in the tree, whether or not tasks lie below it.
  package struct Node: Sendable, Hashable {
    /// 0 for leaves, which are tasks.
    package let level: Int
    /// From the left, from 0.
    package let index: Int

    /// Any level and index from 0 on.
    package init(level: Int, index: Int) {
      self.level = level
      self.index = index
    }

    /// The leaf of a task.
    package init(task: Int) { self.init(level: 0, index: task) }

    var parent: Node { Node(level: level + 1, index: index >> 1) }
    var sibling: Node { Node(level: level, index: index ^ 1) }
    var isLeft: Bool { index & 1 == 0 }
  }

  /// At least 1.
  package let taskCount: Int

  /// - Precondition: There is a task.
  package init(taskCount: Int) {
    precondition(taskCount >= 1, "a tree has a task")
    self.taskCount = taskCount
  }

  /// The node that covers all tasks.
  package var root: Node {
    Node(level: Int.bitWidth - (taskCount - 1).leadingZeroBitCount, index: 0)
  }

  /// The tasks below a node; empty beyond the last.
  package func tasks(below node: Node) -> Range<Int> {
    let first = min(taskCount, node.index << node.level)
    return first..<min(taskCount, (node.index + 1) << node.level)
  }
}

extension TaskTree {
  /// The largest nodes that lie in some tasks in a row, from the left.
  package func nodes(covering tasks: Range<Int>) -> [Node] {
    var nodes: [Node] = []
    var task = tasks.lowerBound
    while task < tasks.upperBound {
      var node = Node(task: task)
      while node != root {
        let above = self.tasks(below: node.parent)
        guard above.lowerBound == task, above.upperBound <= tasks.upperBound else { break }
        node = node.parent
      }
      nodes.append(node)
      task = self.tasks(below: node).upperBound
    }
    return nodes
  }
}
