import Ledger
import Lending
import RandomNumbers
import RiskMeasures
import VectorMath

/// Runs policies side by side: every path is drawn once, and every policy's accounts are evaluated on it.
///
/// Same plan and seed give the same bytes for any number of workers.
public struct PolicyBenchmark: Sendable {
  public let plan: RunPlan
  public let policies: PolicyPlan
  /// Parallel workers; any number gives the same bytes.
  public let workers: Int

  /// - Precondition: `workers` ≥ 1, and policies keep the books and the tokens of the accounts.
  public init(_ plan: RunPlan, policies: PolicyPlan, workers: Int) {
    precondition(workers >= 1, "a run has at least one worker")
    self.plan = plan
    self.policies = policies
    self.workers = workers
  }

  /// - Parameter progress: Told the number of paths done and of all paths, from any worker.
  /// - Throws: `Interrupted` if the surrounding task is cancelled; `RunFailure` if a loss is not finite.
  public func run(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async throws
    -> PolicyResult
  {
    let study = PolicyStudy(plan, policies: policies)
    let part = try await study.part(.whole, workers: workers, progress: progress)
    return try await study.answer(part, workers: workers, progress: progress)
  }
}

/// The pass over all paths with every policy on each.
struct PolicyPass: ShardedPass {
  /// Sums of all policies over some tasks.
  struct Partial: Mergeable, BinaryCodable, Checked {
    var byPolicy: [PolicySums]

    mutating func merge(_ next: Partial) {
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
  struct Harvest: Mergeable, BinaryCodable {
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

    mutating func merge(_ other: Harvest) {
      for k in byPolicy.indices {
        for s in byPolicy[k].indices { byPolicy[k][s].merge(other.byPolicy[k][s]) }
      }
    }
  }

  let plan: RunPlan
  let policies: PolicyPlan
  let subjects: PolicySubjects
  let grid: BlockGrid

  init(_ plan: RunPlan, _ policies: PolicyPlan, _ subjects: PolicySubjects) {
    self.plan = plan
    self.policies = policies
    self.subjects = subjects
    grid = BlockGrid(paths: plan.paths)
  }

  var taskCount: Int { grid.taskCount }

  var emptyPartial: Partial {
    Partial(byPolicy: policies.candidates.map { _ in PolicySums(subjectCount: subjects.count) })
  }

  var emptyHarvest: Harvest {
    let limit = TailInfluence.limit(level: Level(policies.level), paths: plan.paths)
    return Harvest(
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
  private let empty: PolicyPass.Partial

  init(_ pass: PolicyPass) {
    grid = pass.grid
    block = PolicyBlock(pass.plan, pass.policies, pass.subjects)
    empty = pass.emptyPartial
  }

  func run(_ task: Int) throws -> PolicyPass.Partial {
    var partial = empty
    for k in grid.blocks(ofTask: task) {
      if Task.isCancelled { throw Interrupted() }
      block.run(
        PathNumbers(block: k), count: grid.pathCount(ofBlock: k),
        firstPath: UInt64(k * PathBlock.pathCount), sums: &partial.byPolicy)
    }
    return partial
  }

  func harvest() -> PolicyPass.Harvest { PolicyPass.Harvest(byPolicy: block.tails) }
}

/// One worker: a simulator and the evaluations of all policies on its marks.
struct PolicyBlock: ~Copyable {
  private let plan: RunPlan
  private var simulator: BlockSimulator
  private let benchmark: Int
  /// In the order of the candidates.
  private let slots: [PolicySlot]
  /// Marks of all policies' accounts.
  private let extremes: GroupExtremes
  private let incomes: IncomeIndices
  private let incomeBlock: PathBlock
  /// What the benchmark did on the block, and the policy at hand.
  private var benchmarkColumns: PolicyColumns
  private var columns: PolicyColumns

  init(_ plan: RunPlan, _ policies: PolicyPlan, _ subjects: PolicySubjects) {
    self.plan = plan
    let simulator = BlockSimulator(plan)
    let marks = simulator.marks
    let incomes = IncomeIndices(plan)
    let limit = TailInfluence.limit(level: Level(policies.level), paths: plan.paths)
    slots = policies.candidates.map { candidate in
      let own = plan.replacing(accounts: candidate.accounts)
      return PolicySlot(
        PolicyEvaluation(
          own, subjects: subjects, incomes: incomes, marks: marks, values: InitialValues(own),
          tailLimit: limit))
    }
    extremes = GroupExtremes(
      slots.flatMap { $0.evaluation.losses.evaluator.groups }, marks: marks,
      initialMarks: plan.market.initialMarks)
    for slot in slots { slot.evaluation.losses.evaluator.share(extremes) }
    benchmarkColumns = PolicyColumns(subjectCount: subjects.count)
    columns = PolicyColumns(subjectCount: subjects.count)
    incomeBlock = PathBlock(columnCount: incomes.count)
    self.incomes = incomes
    benchmark = policies.benchmark
    self.simulator = simulator
  }

  /// Simulates a block and adds what every policy did on it.
  mutating func run(
    _ paths: PathNumbers, count: Int, firstPath: UInt64, sums: inout [PolicySums]
  ) {
    simulator.start(paths)
    for slot in slots { slot.evaluation.losses.restart(count: count) }
    for step in 0..<plan.grid.stepCount {
      simulator.advance(step: step)
      extremes.atStepEnd()
      for slot in slots { slot.evaluation.losses.check(step: step, simulator) }
    }
    extremes.atHorizon()
    let incomes = incomeBlock.columns
    self.incomes.fill(incomes, simulator)
    slots[benchmark].evaluation.measure(
      count: count, firstPath: firstPath, incomes: incomes, into: &benchmarkColumns)
    sums[benchmark].add(benchmarkColumns, benchmark: benchmarkColumns)
    for (k, slot) in slots.enumerated() where k != benchmark {
      slot.evaluation.measure(
        count: count, firstPath: firstPath, incomes: incomes, into: &columns)
      sums[k].add(columns, benchmark: benchmarkColumns)
    }
  }

  /// Tails by policy, then subject.
  var tails: [[PolicyTail]] { slots.map { $0.evaluation.tails } }
}

extension RunPlan {
  /// The same run with other accounts.
  func replacing(accounts: [Account]) -> RunPlan {
    var plan = self
    plan.portfolio = PortfolioPlan(
      accounts: accounts, books: portfolio.books, protocolNames: portfolio.protocolNames,
      adapters: portfolio.adapters)
    return plan
  }
}
