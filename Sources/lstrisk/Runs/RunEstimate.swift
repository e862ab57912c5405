import Foundation
import Studies

/// What a run will take, in words.
struct RunEstimate {
  private let facts: String
  private let seconds: Double
  /// In bytes.
  private let memory: Double

  /// A run of so many seconds is announced.
  private static let longSeconds = 60.0
  /// Losses that are kept are also sorted and ranked beside the originals.
  private static let tailCopies = 2.0

  init(_ plan: RunPlan, workers: Int, _ trial: RunTrial) {
    let accounts = plan.portfolio.accounts.count
    facts =
      "\(plan.paths.count) paths of \(plan.paths.grid.stepCount) steps, "
      + "\(accounts) \(accounts == 1 ? "account" : "accounts"), "
      + "\(workers) \(workers == 1 ? "worker" : "workers")"
    seconds = trial.seconds
    memory = Self.residentBytes + Self.tailCopies * trial.tailBytes
  }

  var isLong: Bool { seconds > Self.longSeconds }

  /// One line.
  var text: String {
    let megabytes = Int((memory / 1e6).rounded(.up))
    return "\(facts): \(time) and \(megabytes) MB of memory"
  }

  /// «about 12 s», «under 0.1 s».
  private var time: String {
    let words = TimeText.words(seconds)
    return words.hasPrefix("under") ? words : "about \(words)"
  }

  /// Memory of the process now, with the constants of the run in it.
  private static var residentBytes: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) * 1024
  }
}
