import Collateral
import RandomNumbers
import RiskMeasures
import VectorMath

/// The second pass: draws the tail's paths again by number and adds up who and what lost on them.
struct Attribution {
  /// Sums of one component over one tail.
  struct Sum: Sendable {
    /// Σ w x.
    var value = 0.0
    /// Σ w x².
    var squares = 0.0
    /// Mean of x next to VaR.
    var boundary = 0.0

    static func += (a: inout Sum, b: Sum) {
      a.value += b.value
      a.squares += b.squares
      a.boundary += b.boundary
    }
  }

  /// Sums over one tail by account and by leg.
  struct Sums: Sendable {
    var accounts: [Sum]
    var legs: [Sum]

    mutating func fold(_ next: Sums) {
      for i in accounts.indices { accounts[i] += next.accounts[i] }
      for i in legs.indices { legs[i] += next.legs[i] }
    }
  }

  let sets: [TailSet]
  /// One per set.
  let sums: [Sums]

  static func run(_ plan: RunPlan, sets: [TailSet], workers: Int) async throws -> Attribution {
    let numbers = Set(sets.flatMap { $0.paths.map(\.number) }).sorted()
    let legs = LegNames(plan.portfolio)
    let start = sets.map { _ in
      Sums(
        accounts: Array(repeating: Sum(), count: plan.portfolio.accounts.count),
        legs: Array(repeating: Sum(), count: legs.names.count))
    }
    let blocks = (numbers.count + PathBlock.pathCount - 1) / PathBlock.pathCount
    let tasks = TaskQueue(taskCount: blocks)
    let fold = OrderedFold(start: start) { sums, next in
      for i in sums.indices { sums[i].fold(next[i]) }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<min(workers, max(blocks, 1)) {
        group.addTask {
          var pass = AttributionBlock(plan, sets: sets, legs: legs)
          while let block = tasks.take() {
            if Task.isCancelled { throw Interrupted() }
            let first = block * PathBlock.pathCount
            let chosen = Array(numbers[first..<min(first + PathBlock.pathCount, numbers.count)])
            await fold.finish(block, pass.run(chosen, start: start))
          }
        }
      }
      try await group.waitForAll()
    }
    return Attribution(sets: sets, sums: await fold.result)
  }
}

/// One worker's part of the second pass.
struct AttributionBlock: ~Copyable {
  private let plan: RunPlan
  private let sets: [TailSet]
  private let legs: LegNames
  private let initial: InitialValues
  private var losses: BlockLosses
  private let weights: PathBlock
  /// Losses by leg and path, one column per set and leg.
  private let legLosses: PathBlock
  private let scratch: PathBlock

  init(_ plan: RunPlan, sets: [TailSet], legs: LegNames) {
    self.plan = plan
    self.sets = sets
    self.legs = legs
    initial = InitialValues(plan)
    losses = BlockLosses(plan, tracksLegs: true)
    weights = PathBlock(columnCount: 2 * sets.count)
    legLosses = PathBlock(columnCount: sets.count * legs.names.count)
    scratch = PathBlock(columnCount: 4)
  }

  /// Draws so many chosen paths again and returns their weighted sums by set.
  mutating func run(_ chosen: [UInt64], start: [Attribution.Sums]) -> [Attribution.Sums] {
    var sums = start
    setWeights(chosen)
    // The rest of the block repeats the last path with weight 0.
    let padded =
      chosen
      + Array(repeating: chosen.last ?? 0, count: PathBlock.pathCount - chosen.count)
    losses.run(PathNumbers(padded))
    for k in 0..<legLosses.columnCount { legLosses[k].fill(0) }
    for account in plan.portfolio.accounts.indices { add(account, to: &sums) }
    for s in sets.indices {
      for leg in legs.names.indices {
        sums[s].legs[leg] += weighted(legLosses[s * legs.names.count + leg], set: s)
      }
    }
    return sums
  }

  private func setWeights(_ chosen: [UInt64]) {
    var row: [UInt64: Int] = [:]
    for (path, number) in chosen.enumerated() { row[number] = path }
    for (s, set) in sets.enumerated() {
      weights[2 * s].fill(0)
      weights[2 * s + 1].fill(0)
      guard let first = chosen.first, let last = chosen.last else { continue }
      for entry in set.paths(from: first, through: last) {
        guard let path = row[entry.number] else { continue }
        weights[2 * s][path: path] = entry.weight
        weights[2 * s + 1][path: path] = entry.boundaryWeight
      }
    }
  }

  private func add(_ account: Int, to sums: inout [Attribution.Sums]) {
    let equityLoss = scratch[0]
    let badDebt = scratch[1]
    let values = initial.accounts[account]
    _ = losses.evaluator.outcome(
      of: account, initialEquity: max(0, values.collateral - values.debt), equityLoss: equityLoss,
      badDebt: badDebt, liquidated: scratch[2])
    let book = plan.portfolio.accounts[account].book + 1
    for (s, set) in sets.enumerated() where set.subject == 0 || set.subject == book {
      let loss = set.quantity == .badDebt ? badDebt : equityLoss
      sums[s].accounts[account] += weighted(loss, set: s)
    }
    addLegs(account, badDebt: badDebt)
  }

  /// Adds the account's losses by leg to the columns of every set that it belongs to.
  private func addLegs(_ account: Int, badDebt: Column) {
    let plain = plan.portfolio.accounts[account]
    let values = initial.accounts[account]
    let marks = losses.simulator.marks
    let column = scratch[3]
    for (k, leg) in plain.collateral.enumerated() {
      let units = Vector(repeating: leg.units)
      let start = Vector(repeating: values.collateralLegs[k])
      for v in 0..<PathBlock.vectorCount { column[v] = start - units * marks[leg.marketMark][v] }
      losses.evaluator.patchLegLoss(
        of: account, leg: k, initialValue: values.collateralLegs[k], into: column)
      add(column, leg: legs.collateral[account][k], account: account, .equityLoss)
    }
    for (k, leg) in plain.debts.enumerated() {
      let units = Vector(repeating: leg.units)
      let start = Vector(repeating: values.debtLegs[k])
      for v in 0..<PathBlock.vectorCount { column[v] = units * marks[leg.marketMark][v] - start }
      losses.evaluator.patchLegLoss(
        of: account, leg: plain.collateral.count + k, initialValue: values.debtLegs[k],
        into: column)
      add(column, leg: legs.debts[account][k], account: account, .equityLoss)
    }
    let overdrawn = Vector(repeating: max(0, values.debt - values.collateral))
    for v in 0..<PathBlock.vectorCount { column[v] = overdrawn - badDebt[v] }
    add(column, leg: legs.limitedRecourse, account: account, .equityLoss)
    addBadDebtLegs(account, badDebt: badDebt)
  }

  private func addBadDebtLegs(_ account: Int, badDebt: Column) {
    let plain = plan.portfolio.accounts[account]
    let marks = losses.simulator.marks
    let column = scratch[3]
    for (k, leg) in plain.debts.enumerated() {
      for v in 0..<PathBlock.vectorCount {
        var debt = Vector.zero
        for other in plain.debts {
          debt = multiplyAdd(Vector(repeating: other.units), marks[other.marketMark][v], debt)
        }
        let share = Vector(repeating: leg.units) * marks[leg.marketMark][v] / debt
        column[v] = select(.zero, lessThan: badDebt[v], badDebt[v] * share, otherwise: .zero)
      }
      losses.evaluator.patchBadDebt(of: account, debt: k, into: column)
      add(column, leg: legs.debts[account][k], account: account, .badDebt)
    }
  }

  private func add(_ column: Column, leg: Int, account: Int, _ quantity: LossQuantity) {
    let book = plan.portfolio.accounts[account].book + 1
    for (s, set) in sets.enumerated()
    where set.quantity == quantity && (set.subject == 0 || set.subject == book) {
      let target = legLosses[s * legs.names.count + leg]
      for v in 0..<PathBlock.vectorCount { target[v] += column[v] }
    }
  }

  /// Sums of a column over the tail of one set.
  private func weighted(_ x: Column, set: Int) -> Attribution.Sum {
    let w = weights[2 * set]
    let near = weights[2 * set + 1]
    var sum = Vector.zero
    var squares = Vector.zero
    var boundary = Vector.zero
    for v in 0..<PathBlock.vectorCount {
      let wx = w[v] * x[v]
      sum += wx
      squares += wx * x[v]
      boundary += near[v] * x[v]
    }
    return Attribution.Sum(
      value: sum.laneSum, squares: squares.laneSum, boundary: boundary.laneSum)
  }
}
