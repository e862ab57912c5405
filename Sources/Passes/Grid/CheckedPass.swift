/// A pass that keeps the checksum of every task beside what it keeps.
struct CheckedPass<P: ShardedPass>: Pass {
  struct CheckedHarvest: Mergeable {
    var harvest: P.Worker.Harvest
    var checksums: [(task: Int, sum: UInt64)]

    mutating func merge(_ next: CheckedHarvest) {
      harvest.merge(next.harvest)
      checksums += next.checksums
    }
  }

  final class CheckedWorker: PassWorker {
    private let worker: P.Worker
    private var checksums: [(task: Int, sum: UInt64)] = []

    init(_ worker: P.Worker) { self.worker = worker }

    func run(_ task: Int) throws -> P.Worker.Partial {
      let partial = try worker.run(task)
      checksums.append((task, partial.checksum))
      return partial
    }

    func harvest() -> CheckedHarvest {
      CheckedHarvest(harvest: worker.harvest(), checksums: checksums)
    }
  }

  let pass: P
  var taskCount: Int { pass.taskCount }
  func makeWorker() -> CheckedWorker { CheckedWorker(pass.makeWorker()) }
}
