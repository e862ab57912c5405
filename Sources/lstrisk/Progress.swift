import Foundation
import Synchronization

/// A bar with rate and remaining time on standard error when it is a terminal; nothing otherwise.
final class Progress: Sendable {
  // A class, because workers report to it from several threads.
  private struct State {
    var shown = ContinuousClock.now
    var isDrawn = false
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
    let draws = state.withLock { state in
      guard !state.isDrawn || state.shown.duration(to: now) > .milliseconds(100) || done == total
      else { return false }
      state.shown = now
      state.isDrawn = true
      return true
    }
    guard draws else { return }
    let seconds = max(start.duration(to: now) / .seconds(1), 1e-3)
    let rate = Double(done) / seconds
    let remaining = Int((Double(total - done) / max(rate, 1)).rounded(.up))
    let filled = 30 * done / total
    let bar =
      String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    Console.write(
      "\r\(bar) \(100 * done / total) %  \(Int(rate)) \(unit)/s  \(remaining) s left \u{1B}[K")
  }

  /// Removes the bar.
  func clear() {
    if state.withLock({ $0.isDrawn }) { Console.write("\r\u{1B}[K") }
  }
}
