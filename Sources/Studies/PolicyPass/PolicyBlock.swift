import Ledger
import Passes
import Paths
import RandomNumbers
import VectorMath

/// One worker: a simulator and the evaluations of all policies on its marks.
struct PolicyBlock: ~Copyable {
  private let plan: LossPlan
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
  private var differences: PolicyColumns

  init(_ plan: LossPlan, _ policies: PolicyPlan, _ subjects: PolicySubjects) {
    self.plan = plan
    let simulator = BlockSimulator(plan.paths)
    let marks = simulator.marks
    let intraday = simulator.intraday
    let incomes = IncomeIndices(plan)
    slots = policies.candidates.map { candidate in
      let own = plan.replacing(accounts: candidate.accounts)
      return PolicySlot(
        PolicyEvaluation(
          own, subjects: subjects, incomes: incomes, marks: marks, intraday: intraday,
          values: InitialValues(own)))
    }
    extremes = GroupExtremes(
      slots.flatMap { $0.evaluation.losses.evaluator.groupMarks }, marks: marks,
      initialMarks: plan.paths.market.initialMarks)
    for slot in slots { slot.evaluation.losses.evaluator.share(extremes) }
    benchmarkColumns = PolicyColumns(subjectCount: subjects.count)
    columns = PolicyColumns(subjectCount: subjects.count)
    differences = PolicyColumns(subjectCount: subjects.count)
    incomeBlock = PathBlock(columnCount: incomes.count)
    self.incomes = incomes
    benchmark = policies.benchmark
    self.simulator = simulator
  }

  /// Simulates a block and hands out what every policy did on its first `count` paths, the benchmark first.
  ///
  /// - Parameter take: Called with the place of the policy, its columns and their differences to the
  ///   benchmark's.
  mutating func run(
    _ paths: PathNumbers, count: Int,
    take: (Int, borrowing PolicyColumns, borrowing PolicyColumns) -> Void
  ) {
    simulator.start(paths)
    for slot in slots { slot.evaluation.losses.restart(count: count) }
    for step in 0..<plan.paths.grid.stepCount {
      simulator.advance(step: step)
      lookInside(step: step)
      extremes.atStepEnd()
      for slot in slots { slot.evaluation.losses.check(step: step, simulator) }
    }
    extremes.atHorizon()
    let incomes = incomeBlock.columns
    self.incomes.fill(incomes, simulator)
    slots[benchmark].evaluation.measure(count: count, incomes: incomes, into: &benchmarkColumns)
    differences.closeAll()
    take(benchmark, benchmarkColumns, differences)
    for (k, slot) in slots.enumerated() where k != benchmark {
      slot.evaluation.measure(count: count, incomes: incomes, into: &columns)
      differences.subtract(benchmarkColumns, from: columns)
      take(k, columns, differences)
    }
  }

  /// Checks the accounts of all policies inside a step, at the same marks.
  private func lookInside(step: Int) {
    guard let intraday = simulator.intraday else { return }
    var reached = PathMask()
    for slot in slots { reached.formUnion(slot.evaluation.losses.reach()) }
    if reached.isEmpty { return }
    intraday.draw(on: reached)
    for slot in slots { slot.evaluation.losses.look(at: intraday.places) }
    var shown = PathMask()
    while true {
      var falls = InsideFalls()
      for slot in slots { falls.formUnion(slot.evaluation.losses.falls) }
      if falls.paths.isEmpty { break }
      intraday.show(falls.checks, on: falls.paths)
      for slot in slots {
        slot.evaluation.losses.checkInside(step: step, shown: falls, at: intraday.places)
      }
      shown.formUnion(falls.paths)
    }
    intraday.showEnd(on: shown)
  }
}
