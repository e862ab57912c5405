import RandomNumbers
import Synchronization
import VectorMath

/// What all workers of a pass share: the next task, the sums folded so far, and the wish to stop.
///
/// A class, because workers hold it together. Tasks may finish in any order; their sums are folded in
/// the order of tasks, so every figure is independent of the number of workers.
final class SharedPass<Partial: Sendable>: Sendable {
  private struct Folded {
    var waiting: [Int: Partial] = [:]
    var nextTask = 0
    var result: Partial
  }

  let taskCount: Int
  private let next = Atomic<Int>(0)
  private let folded: Mutex<Folded>
  private let fold: @Sendable (inout Partial, Partial) -> Void
  private let progress: @Sendable (Int) -> Void

  /// - Parameters:
  ///   - fold: Adds the next task's partial result.
  ///   - progress: Told the number of folded tasks after each.
  init(
    taskCount: Int, start: Partial, fold: @escaping @Sendable (inout Partial, Partial) -> Void,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.taskCount = taskCount
    self.fold = fold
    self.progress = progress
    folded = Mutex(Folded(result: start))
  }

  /// The next task, or `nil` if all are taken.
  func take() -> Int? {
    let task = next.add(1, ordering: .relaxed).oldValue
    return task < taskCount ? task : nil
  }

  /// Hands in the result of a task.
  func finish(_ task: Int, _ partial: Partial) {
    let done = folded.withLock { state in
      state.waiting[task] = partial
      while let ready = state.waiting.removeValue(forKey: state.nextTask) {
        fold(&state.result, ready)
        state.nextTask += 1
      }
      return state.nextTask
    }
    progress(done)
  }

  /// The folded result of all tasks.
  var result: Partial { folded.withLock { $0.result } }
}

/// A run was stopped before its end.
public struct Interrupted: Error {
  public init() {}
}
