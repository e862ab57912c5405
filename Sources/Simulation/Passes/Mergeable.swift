/// What a pass keeps of some of its tasks, put together with what it keeps of others.
package protocol Mergeable: Sendable {
  /// Adds what has been kept of other tasks.
  mutating func merge(_ next: Self)
}

/// What a pass keeps that keeps nothing of the kind.
package struct Nothing: Mergeable {
  package init() {}
  package mutating func merge(_ next: Nothing) {}
}

/// Results by task.
package struct TaskResults<Element: Sendable>: Mergeable {
  /// In the order of the tasks.
  package private(set) var elements: [Element]

  package init(_ elements: [Element]) { self.elements = elements }

  /// Puts the results of the next tasks behind these.
  package mutating func merge(_ next: TaskResults) { elements += next.elements }
}
