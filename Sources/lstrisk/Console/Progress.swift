import Foundation
import Synchronization

/// A bar with rate and remaining time on standard error when it is a terminal; nothing otherwise.
final class Progress: Sendable {
  // A class, because workers report to it from several threads.
  private struct State {
    var shown = ContinuousClock.now
    var isDrawn = false
    /// Where the rate is measured from: what goes before the first report is none of it.
    var first: (done: Int, at: ContinuousClock.Instant)?
    var total = 0
  }

  private let start = ContinuousClock.now
  private let isVisible: Bool
  private let state = Mutex(State())

  /// What is counted, in the plural.
  private let unit: String

  init(isVisible: Bool, unit: String = "paths") {
    self.isVisible = isVisible && Console.isTerminal
    self.unit = unit
  }

  /// Draws the bar, at most ten times a second.
  func update(_ done: Int, of total: Int) {
    guard isVisible, total > 0 else { return }
    let now = ContinuousClock.now
    let line: ProgressLine? = state.withLock { state in
      // Fewer than before: a pass was begun again.
      if state.first.map({ done < $0.done }) ?? true { state.first = (done, now) }
      guard !state.isDrawn || state.shown.duration(to: now) > .milliseconds(100) || done == total,
        let first = state.first
      else { return nil }
      state.shown = now
      state.isDrawn = true
      state.total = total
      return ProgressLine(
        done: done, total: total, measured: done - first.done,
        seconds: first.at.duration(to: now) / .seconds(1), unit: unit)
    }
    if let line { Console.write("\r\(line.text(columns: Console.columns))\u{1B}[K") }
  }

  /// Puts the time taken in the place of the bar.
  func finish() {
    let seconds = start.duration(to: .now) / .seconds(1)
    let done: Int? = state.withLock { state in
      defer { state.isDrawn = false }
      return state.isDrawn ? state.total : nil
    }
    guard let done else { return }
    let time = TimeText.words(seconds)
    let line = "\(done) \(unit) in \(time)"
    Console.write("\r\(line.count < Console.columns ? line : time)\u{1B}[K\n")
  }

  /// Removes the bar.
  func clear() {
    if state.withLock({ $0.isDrawn }) { Console.write("\r\u{1B}[K") }
  }
}
