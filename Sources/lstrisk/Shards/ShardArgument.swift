import ArgumentParser
import Passes

/// `--shard i/N`, or `auto`: what the scheduler of an array job says in its environment.
struct ShardArgument: ExpressibleByArgument {
  private enum Choice {
    case stated(Shard)
    /// The number of shards, where the scheduler does not say it.
    case automatic(count: Int?)
  }

  private let choice: Choice

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
    if parts[0] == "auto" {
      switch parts.count {
      case 1: choice = .automatic(count: nil)
      case 2:
        guard let count = Int(parts[1]), count >= 1 else { return nil }
        choice = .automatic(count: count)
      default: return nil
      }
      return
    }
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]), count >= 1,
      (0..<count).contains(index)
    else { return nil }
    choice = .stated(Shard(index: index, count: count))
  }

  /// - Throws: `UsageError` if the environment is not that of an array job.
  func shard(in environment: [String: String]) throws(UsageError) -> Shard {
    switch choice {
    case .stated(let shard): return shard
    case .automatic(let count):
      for scheduler in ArrayScheduler.all {
        if let shard = try scheduler.shard(in: environment, count: count) { return shard }
      }
      let names = ArrayScheduler.all.map(\.index).joined(separator: ", ")
      throw UsageError(
        "--shard auto finds no array job: none of \(names) is set; write --shard i/N")
    }
  }
}
