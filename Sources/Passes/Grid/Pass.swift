/// A sweep over numbered tasks, for example over all blocks of a run.
///
/// A pass is a value that says what to do; `Runner` shares its tasks out. What is kept of them comes in
/// two parts: `Partial`, whose order counts (sums of floating-point numbers), is put together in
/// `TaskTree`, and `Harvest`, whose order does not (counts, extremes, tails), as it comes.
package protocol Pass: Sendable {
  associatedtype Worker: PassWorker
  /// Tasks are numbered from 0.
  var taskCount: Int { get }
  /// A worker of one thread.
  func makeWorker() -> Worker
}

/// What takes tasks of a pass one after another, with the columns that it needs for them.
///
/// A class, because it holds what cannot be copied.
package protocol PassWorker: AnyObject {
  /// What is kept of one task, a pure function of its number.
  associatedtype Partial: Mergeable
  /// What is kept of all tasks of the worker, whatever their order.
  associatedtype Harvest: Mergeable

  /// Does one task.
  ///
  /// - Throws: `Interrupted` if the surrounding task is cancelled, or what the pass fails with.
  func run(_ task: Int) throws -> Partial
  /// Ends the worker.
  func harvest() -> Harvest
}

extension PassWorker where Harvest == Nothing {
  /// For workers that keep nothing beyond the results of their tasks.
  package func harvest() -> Nothing { Nothing() }
}
