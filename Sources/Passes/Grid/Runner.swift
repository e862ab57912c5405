import Synchronization

/// Shares the tasks of a pass out to workers.
///
/// Same pass, same bytes: for any number of workers, and for any split of the tasks into runs whose
/// outcomes are merged.
package struct Runner: Sendable {
  /// Parallel workers.
  package let workers: Int

  /// - Precondition: `workers` ≥ 1.
  package init(workers: Int) {
    precondition(workers >= 1, "a run has at least one worker")
    self.workers = workers
  }

  /// Does some tasks of a pass.
  ///
  /// - Parameters:
  ///   - tasks: `nil` for all.
  ///   - progress: Told the number of tasks done, from any worker.
  /// - Throws: `Interrupted` if the surrounding task is cancelled; what the pass fails with.
  package func run<P: Pass>(
    _ pass: P, tasks: Range<Int>? = nil, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> PassOutcome<P.Worker.Partial, P.Worker.Harvest> {
    let tasks = tasks ?? 0..<pass.taskCount
    let queue = TaskQueue(tasks)
    let fold = SharedFold<P.Worker.Partial>(TaskTree(taskCount: pass.taskCount), progress)
    var harvests = try await withThrowingTaskGroup(of: (Int, P.Worker.Harvest).self) { group in
      for number in 0..<min(workers, tasks.count) {
        group.addTask {
          let worker = pass.makeWorker()
          while let task = queue.take() {
            if Task.isCancelled { throw Interrupted() }
            await fold.add(try worker.run(task), task: task)
          }
          return (number, worker.harvest())
        }
      }
      var harvests = [P.Worker.Harvest?](repeating: nil, count: min(workers, tasks.count))
      for try await (number, harvest) in group { harvests[number] = harvest }
      return harvests
    }
    var outcome = PassOutcome<P.Worker.Partial, P.Worker.Harvest>(fold: await fold.fold)
    // Taken one after another, so that what has been merged is not held twice.
    for number in harvests.indices {
      if let next = harvests[number].take() { outcome.merge(next) }
    }
    return outcome
  }
}

/// The tasks of a pass, handed out one after another to whichever worker asks.
///
/// A class, because workers hold it together.
private final class TaskQueue: Sendable {
  private let end: Int
  private let next: Atomic<Int>

  init(_ tasks: Range<Int>) {
    end = tasks.upperBound
    next = Atomic(tasks.lowerBound)
  }

  /// The next task, or `nil` if all are taken.
  func take() -> Int? {
    let task = next.add(1, ordering: .relaxed).oldValue
    return task < end ? task : nil
  }
}

/// The fold that workers hand their results in to.
///
/// An actor rather than a `Mutex`, whose lock the thread sanitizer cannot see on Linux.
private actor SharedFold<Partial: Mergeable> {
  private(set) var fold: TreeFold<Partial>
  private var done = 0
  private let progress: @Sendable (Int) -> Void

  init(_ tree: TaskTree, _ progress: @escaping @Sendable (Int) -> Void) {
    fold = TreeFold(tree)
    self.progress = progress
  }

  func add(_ partial: Partial, task: Int) {
    fold.add(partial, at: TaskTree.Node(task: task))
    done += 1
    progress(done)
  }
}
