import Synchronization

/// The tasks of a pass, handed out one after another to whichever worker asks.
///
/// A class, because workers hold it together.
final class TaskQueue: Sendable {
  let taskCount: Int
  private let next = Atomic<Int>(0)

  init(taskCount: Int) { self.taskCount = taskCount }

  /// The next task, or `nil` if all are taken.
  func take() -> Int? {
    let task = next.add(1, ordering: .relaxed).oldValue
    return task < taskCount ? task : nil
  }
}

/// The results of a pass, folded in the order of tasks whatever the order in which they finish, so that
/// every figure is independent of the number of workers.
///
/// An actor rather than a `Mutex`, whose lock the thread sanitizer cannot see on Linux.
actor OrderedFold<Partial: Sendable> {
  private(set) var result: Partial
  private var waiting: [Int: Partial] = [:]
  private var nextTask = 0
  private let fold: @Sendable (inout Partial, Partial) -> Void
  private let progress: @Sendable (Int) -> Void

  /// - Parameters:
  ///   - fold: Adds the next task's partial result.
  ///   - progress: Told the number of folded tasks after each.
  init(
    start: Partial, fold: @escaping @Sendable (inout Partial, Partial) -> Void,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    result = start
    self.fold = fold
    self.progress = progress
  }

  /// Hands in the result of a task.
  func finish(_ task: Int, _ partial: Partial) {
    waiting[task] = partial
    while let ready = waiting.removeValue(forKey: nextTask) {
      fold(&result, ready)
      nextTask += 1
    }
    progress(nextTask)
  }
}
