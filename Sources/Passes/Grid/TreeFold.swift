/// Results of tasks in `TaskTree`, put together as soon as both halves of a node are there.
///
/// Results may come in any order. Of a contiguous part of the tasks at most two nodes a level are left.
package struct TreeFold<Partial: Mergeable>: Sendable {
  /// The order in which results are put together.
  package let tree: TaskTree
  /// The nodes that are there; none lies below another.
  package private(set) var nodes: [TaskTree.Node: Partial] = [:]

  /// Without results.
  package init(_ tree: TaskTree) { self.tree = tree }

  /// Adds the result of a node.
  ///
  /// - Precondition: No task below it has been added.
  package mutating func add(_ partial: consuming Partial, at node: TaskTree.Node) {
    var node = node
    var value = partial
    while node != tree.root {
      if tree.tasks(below: node.sibling).isEmpty {
        // An only child is its parent.
      } else if let other = nodes.removeValue(forKey: node.sibling) {
        if node.isLeft {
          value.merge(other)
        } else {
          var left = other
          left.merge(value)
          value = left
        }
      } else {
        break
      }
      node = node.parent
    }
    precondition(nodes[node] == nil, "a task has one result")
    nodes[node] = value
  }

  /// The result of all tasks; `nil` until they are there.
  package var result: Partial? { nodes[tree.root] }
}
