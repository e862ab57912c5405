import Synchronization

/// Counts forecasts of all workers.
///
/// A class, because workers hold it together.
final class ForecastCounter: Sendable {
  private let count = Atomic<Int>(0)
  private let progress: @Sendable (Int) -> Void

  /// - Parameter progress: Told the number of forecasts done, from any worker.
  init(_ progress: @escaping @Sendable (Int) -> Void) { self.progress = progress }

  func add(_ forecasts: Int) {
    progress(count.add(forecasts, ordering: .relaxed).newValue)
  }
}
