/// Numbered tasks on some workers.
enum Workers {
  /// The results in the order of the numbers, whatever the order in which they finish.
  static func map<Value: Sendable>(
    _ count: Int, workers: Int, _ body: @escaping @Sendable (Int) async throws -> Value
  ) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      var results = [Value?](repeating: nil, count: count)
      var next = 0
      func start(_ group: inout ThrowingTaskGroup<(Int, Value), any Error>) {
        guard next < count else { return }
        let number = next
        next += 1
        group.addTask { (number, try await body(number)) }
      }
      for _ in 0..<workers { start(&group) }
      while let (number, value) = try await group.next() {
        results[number] = value
        start(&group)
      }
      return results.compactMap(\.self)
    }
  }
}
