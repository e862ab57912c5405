import Testing

@testable import Passes

@Suite struct RunnerTests {
  /// Every task is its number in a sum whose rounding shows the order, and in a set.
  private struct Numbers: Pass {
    struct Sum: Mergeable {
      var value: Double
      mutating func merge(_ next: Sum) { value += next.value }
    }
    struct Seen: Mergeable {
      var tasks: [Int]
      mutating func merge(_ other: Seen) { tasks += other.tasks }
    }
    final class Worker: PassWorker {
      private var seen: [Int] = []
      let failsAt: Int?
      init(failsAt: Int?) { self.failsAt = failsAt }
      func run(_ task: Int) throws -> Sum {
        if task == failsAt { throw Refusal() }
        seen.append(task)
        return Sum(value: 1 / Double(3 + 7 * task))
      }
      func harvest() -> Seen { Seen(tasks: seen) }
    }
    struct Refusal: Error {}
    let taskCount: Int
    var failsAt: Int?
    func makeWorker() -> Worker { Worker(failsAt: failsAt) }
  }

  /// Pairs of pairs of ..., worked out without the code under test.
  private func pairwise(_ values: [Double]) -> Double {
    if values.count == 1 { return values[0] }
    var half = 1
    while 2 * half < values.count { half *= 2 }
    return pairwise(Array(values[..<half])) + pairwise(Array(values[half...]))
  }

  @Test(arguments: [1, 2, 7, 64]) func anyNumberOfWorkersGivesTheSameBits(_ workers: Int)
    async throws
  {
    for count in [1, 2, 3, 1_000] {
      let outcome = try await Runner(workers: workers).run(Numbers(taskCount: count))
      let expected = pairwise((0..<count).map { 1 / Double(3 + 7 * $0) })
      #expect(outcome.fold.result?.value == expected)
      #expect(outcome.harvest?.tasks.sorted() == Array(0..<count))
    }
  }

  @Test(arguments: [2, 7, 16]) func anySplitGivesTheSameBits(_ parts: Int) async throws {
    let pass = Numbers(taskCount: 1_000)
    let whole = try await Runner(workers: 1).run(pass)
    var merged = TreeFold<Numbers.Sum>(whole.fold.tree)
    for part in 0..<parts {
      let tasks = 1_000 * part / parts..<1_000 * (part + 1) / parts
      let outcome = try await Runner(workers: 2).run(pass, tasks: tasks)
      #expect(outcome.harvest?.tasks.sorted() == Array(tasks))
      for (node, value) in outcome.fold.nodes { merged.add(value, at: node) }
    }
    #expect(merged.result?.value == whole.fold.result?.value)
  }

  @Test func progressCountsTasks() async throws {
    let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
    _ = try await Runner(workers: 3).run(Numbers(taskCount: 20)) { continuation.yield($0) }
    continuation.finish()
    var seen: [Int] = []
    for await count in stream { seen.append(count) }
    #expect(seen == Array(1...20))
  }

  @Test func failuresEndTheRun() async {
    await #expect(throws: Numbers.Refusal.self) {
      try await Runner(workers: 2).run(Numbers(taskCount: 1_000, failsAt: 30))
    }
  }

  @Test func cancelledRunsAreInterrupted() async {
    let task = Task { try await Runner(workers: 2).run(Numbers(taskCount: 100_000)) }
    task.cancel()
    await #expect(throws: Interrupted.self) { try await task.value }
  }
}
