/// One of several equal parts of a study's tasks.
public struct Shard: Sendable, Hashable {
  /// From 0.
  public let index: Int
  /// At least 1.
  public let count: Int

  /// - Precondition: 0 ≤ `index` < `count`.
  public init(index: Int, count: Int) {
    precondition(count >= 1 && (0..<count).contains(index), "a shard is one of so many")
    self.index = index
    self.count = count
  }

  /// All tasks.
  public static let whole = Shard(index: 0, count: 1)

  /// The shard's tasks of so many: consecutive ones, as many as the others' or one more.
  package func tasks(of taskCount: Int) -> Range<Int> {
    taskCount * index / count..<taskCount * (index + 1) / count
  }
}
