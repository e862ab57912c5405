import Passes
import RandomNumbers
import VectorMath

/// The pass over all paths with every policy on each.
struct PolicyPass: ShardedPass {
  let plan: LossPlan
  let policies: PolicyPlan
  let subjects: PolicySubjects
  /// Of the same plan and policies.
  var pilot: PolicyPilot
  let rows: PolicyRows
  let grid: BlockGrid

  init(
    _ plan: LossPlan, _ policies: PolicyPlan, _ subjects: PolicySubjects, pilot: PolicyPilot
  ) {
    self.plan = plan
    self.policies = policies
    self.subjects = subjects
    self.pilot = pilot
    rows = PolicyRows(policies, subjects)
    grid = BlockGrid(paths: plan.paths.count)
  }

  /// The same pass with tails that hold every loss.
  func keepingEverything() -> PolicyPass {
    var pass = self
    pass.pilot.keepEverything()
    return pass
  }

  var taskCount: Int { grid.taskCount }

  var emptyPartial: RowSums { RowSums(rowCount: rows.count) }

  /// Bad debt alone has tails; nobody asks for the paths of ties, and interest income is set against ES.
  var emptyHarvest: CollectedLosses {
    CollectedLosses(
      counts: RowCounts(rowCount: rows.count),
      tails: pilot.thresholds.map {
        TailBuffer(
          threshold: $0, keepsPaths: true, capacity: 0, tieLimit: 0, keepsCompanions: true)
      })
  }

  func makeWorker() -> PolicyWorker { PolicyWorker(self) }
}

/// One worker of the pass over policies.
final class PolicyWorker: PassWorker {
  private let grid: BlockGrid
  private var block: PolicyBlock
  private var collector: PolicyCollector
  private let empty: RowSums

  init(_ pass: PolicyPass) {
    grid = pass.grid
    block = PolicyBlock(pass.plan, pass.policies, pass.subjects)
    collector = PolicyCollector(pass)
    empty = pass.emptyPartial
  }

  func run(_ task: Int) throws -> RowSums {
    var sums = empty
    for k in grid.blocks(ofTask: task) {
      if Task.isCancelled { throw Interrupted() }
      let count = grid.pathCount(ofBlock: k)
      let first = UInt64(k * PathBlock.pathCount)
      block.run(PathNumbers(block: k), count: count) { policy, columns, differences in
        collector.add(
          columns, differences, policy: policy, count: count, firstPath: first, to: &sums)
      }
    }
    return sums
  }

  func harvest() -> CollectedLosses { collector.collected }
}
