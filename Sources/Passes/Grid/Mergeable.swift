/// What a pass keeps of some of its tasks, put together with what it keeps of others.
package protocol Mergeable: Sendable {
  /// Adds what has been kept of other tasks.
  mutating func merge(_ next: Self)
}
