import Foundation

/// Exit codes, and the one way out.
enum Exit {
  enum Code: Int32 {
    case success = 0
    case warningLimit = 2
    case hardLimit = 3
    case usage = 64
    case badInput = 65
    case software = 70
    case inputOutput = 74
    /// Shards are missing: try again when they are done.
    case incomplete = 75
    case interrupted = 130
    case terminated = 143
    /// `validate` found a claimed case that fails.
    case failedCase = 1
  }

  /// Ends the program.
  static func leave(_ code: Code) -> Never { exit(code.rawValue) }
}

/// A verdict that is not a failure: the command is done and its exit code says what it found.
struct Verdict: Error {
  let code: Exit.Code
}
