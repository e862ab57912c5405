/// Results by task.
package struct TaskResults<Element: Sendable>: Mergeable {
  /// In the order of the tasks.
  package private(set) var elements: [Element]

  /// Of consecutive tasks.
  package init(_ elements: [Element]) { self.elements = elements }

  /// Puts the results of the next tasks behind these.
  package mutating func merge(_ next: TaskResults) { elements += next.elements }
}
