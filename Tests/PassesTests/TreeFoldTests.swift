import Testing

@testable import Passes

@Suite struct TreeFoldTests {
  /// What was put together with what, in words: order and shape are seen.
  private struct Term: Mergeable {
    var text: String
    mutating func merge(_ next: Term) { text = "(\(text) \(next.text))" }
  }

  private func term(_ task: Int) -> Term { Term(text: "\(task)") }

  /// Hand-drawn trees.
  @Test(arguments: [
    (1, "0"), (2, "(0 1)"), (3, "((0 1) 2)"), (5, "(((0 1) (2 3)) 4)"),
    (7, "(((0 1) (2 3)) ((4 5) 6))"),
  ])
  func shapeDependsOnTheNumberOfTasksAlone(_ count: Int, _ shape: String) {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20 {
      var fold = TreeFold<Term>(TaskTree(taskCount: count))
      for task in (0..<count).shuffled(using: &generator) {
        fold.add(term(task), at: .init(task: task))
      }
      #expect(fold.result?.text == shape)
    }
  }

  /// A part of the tasks leaves the nodes that lie in it; they make the same tree, in any order.
  @Test(arguments: [1, 2, 3, 7, 16, 100]) func partsMakeTheSameTree(_ parts: Int) {
    let tree = TaskTree(taskCount: 37)
    var whole = TreeFold<Term>(tree)
    for task in 0..<37 { whole.add(term(task), at: .init(task: task)) }
    var merged = TreeFold<Term>(tree)
    for part in (0..<parts).reversed() {
      var fold = TreeFold<Term>(tree)
      let tasks = 37 * part / parts..<37 * (part + 1) / parts
      for task in tasks.reversed() { fold.add(term(task), at: .init(task: task)) }
      #expect(fold.nodes.count <= 12, "at most two nodes a level")
      let covered = fold.nodes.keys.flatMap { Array(tree.tasks(below: $0)) }.sorted()
      #expect(covered == Array(tasks))
      for (node, value) in fold.nodes { merged.add(value, at: node) }
    }
    #expect(merged.result?.text == whole.result?.text)
    #expect(merged.nodes.count == 1)
  }

  @Test func incompleteTreesHaveNoResult() {
    var fold = TreeFold<Term>(TaskTree(taskCount: 4))
    for task in [0, 1, 3] { fold.add(term(task), at: .init(task: task)) }
    #expect(fold.result == nil)
    #expect(fold.nodes.count == 2)
  }
}
