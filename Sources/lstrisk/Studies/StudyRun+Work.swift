import Passes
import Reporting
import Tables

extension StudyRun {
  /// Works the study out in this process, and writes and tells the answer.
  ///
  /// - Parameters:
  ///   - out: The directory to make.
  ///   - resumed: The plan directory in which finished shards are kept; `nil` to keep nothing.
  func run(to out: String, resumed: String?, _ clock: RunClock, _ telling: Telling) async throws {
    let progress = Progress(isVisible: !telling.quiet, unit: Self.unit)
    try await finish(to: out, clock, telling, progress) {
      let study = try study()
      if let resumed {
        let directory = try PlanDirectory.make(self, study, resuming: resumed)
        let run = ShardRun(directory: directory, study: study, workers: loaded.workers)
        do {
          return try await run.resumed { progress.update(Int(Double(amount) * $0), of: amount) }
        } catch is Interrupted { throw Stopped(path: resumed) }
      }
      let update: @Sendable (Int, Int) -> Void = { progress.update($0, of: $1) }
      let part = try await study.part(.whole, workers: loaded.workers, progress: update)
      return try await study.answer(part, workers: loaded.workers, progress: update)
    }
  }

  /// Makes the answer of the shards of a plan, and writes and tells it.
  func merge(
    _ directory: PlanDirectory, to out: String, _ clock: RunClock, _ telling: Telling
  ) async throws {
    let progress = Progress(isVisible: false)
    try await finish(to: out, clock, telling, progress) {
      let run = ShardRun(directory: directory, study: try study(), workers: loaded.workers)
      return try await run.answer()
    }
  }

  private func finish(
    to out: String, _ clock: RunClock, _ telling: Telling, _ progress: Progress,
    _ answer: @escaping @Sendable () async throws -> Study.Answer
  ) async throws {
    try AddressSpace.reserve(loaded.plan, workers: loaded.workers)
    let (answer, context) = try await Signals.cancelling {
      // Taken before the work, so that a name that cannot be written costs no night.
      let target = try OutputDirectory(at: out)
      defer { progress.clear() }
      let answer = try await answer()
      if Task.isCancelled { throw Interrupted() }
      progress.finish()
      let context = clock.context(loaded)
      try write(answer, context, to: target)
      return (answer, context.report)
    }
    try tell(answer, context, directory: out, telling)
  }
}
