import Passes
import RandomNumbers
import RiskMeasures
import VectorMath

/// The pass over all paths with every policy on each.
struct PolicyPass: ShardedPass {
  /// Sums of all policies over some tasks.
  struct SumsByPolicy: Mergeable, BinaryCodable, Checked {
    var byPolicy: [PolicySums]

    mutating func merge(_ next: SumsByPolicy) {
      for k in byPolicy.indices { byPolicy[k].merge(next.byPolicy[k]) }
    }

    func write(to writer: inout BinaryWriter) throws {
      for sums in byPolicy { try sums.write(to: &writer) }
    }

    mutating func read(from reader: inout BinaryReader) throws {
      for k in byPolicy.indices { try byPolicy[k].read(from: &reader) }
    }

    var checksum: UInt64 {
      var checksum = Checksum()
      checksum.add(byPolicy.map(\.checksum))
      return checksum.value
    }
  }

  /// Tails of all policies.
  struct TailsByPolicy: Mergeable, BinaryCodable {
    /// By policy, then subject.
    var byPolicy: [[PolicyTail]]

    func write(to writer: inout BinaryWriter) throws {
      for tail in byPolicy.joined() { try tail.write(to: &writer) }
    }

    mutating func read(from reader: inout BinaryReader) throws {
      for k in byPolicy.indices {
        for s in byPolicy[k].indices { try byPolicy[k][s].read(from: &reader) }
      }
    }

    mutating func merge(_ other: TailsByPolicy) {
      for k in byPolicy.indices {
        for s in byPolicy[k].indices { byPolicy[k][s].merge(other.byPolicy[k][s]) }
      }
    }
  }

  let plan: LossPlan
  let policies: PolicyPlan
  let subjects: PolicySubjects
  let grid: BlockGrid

  init(_ plan: LossPlan, _ policies: PolicyPlan, _ subjects: PolicySubjects) {
    self.plan = plan
    self.policies = policies
    self.subjects = subjects
    grid = BlockGrid(paths: plan.paths.count)
  }

  var taskCount: Int { grid.taskCount }

  var emptyPartial: SumsByPolicy {
    SumsByPolicy(
      byPolicy: policies.candidates.map { _ in PolicySums(subjectCount: subjects.count) })
  }

  var emptyHarvest: TailsByPolicy {
    let limit = TailInfluence.limit(level: Level(policies.level), paths: plan.paths.count)
    return TailsByPolicy(
      byPolicy: policies.candidates.map { _ in
        Array(repeating: PolicyTail(limit: limit), count: subjects.count)
      })
  }

  func makeWorker() -> PolicyWorker { PolicyWorker(self) }
}

/// One worker of the pass over policies.
final class PolicyWorker: PassWorker {
  private let grid: BlockGrid
  private var block: PolicyBlock
  private let empty: PolicyPass.SumsByPolicy

  init(_ pass: PolicyPass) {
    grid = pass.grid
    block = PolicyBlock(pass.plan, pass.policies, pass.subjects)
    empty = pass.emptyPartial
  }

  func run(_ task: Int) throws -> PolicyPass.SumsByPolicy {
    var partial = empty
    for k in grid.blocks(ofTask: task) {
      if Task.isCancelled { throw Interrupted() }
      block.run(
        PathNumbers(block: k), count: grid.pathCount(ofBlock: k),
        firstPath: UInt64(k * PathBlock.pathCount), sums: &partial.byPolicy)
    }
    return partial
  }

  func harvest() -> PolicyPass.TailsByPolicy { PolicyPass.TailsByPolicy(byPolicy: block.tails) }
}
