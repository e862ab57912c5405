import VectorMath

/// Draws the paths of all tails again, gathered into full blocks.
struct AttributionPass: Pass {
  /// Sums of every tail.
  struct Partial: Mergeable {
    var bySet: [Attribution.Sums]

    mutating func merge(_ next: Partial) {
      for i in bySet.indices { bySet[i].merge(next.bySet[i]) }
    }
  }

  let plan: RunPlan
  let sets: [TailSet]
  let legs: LegNames
  let empty: Partial
  /// The paths of all tails, each once, ascending.
  private let numbers: [UInt64]

  init(_ plan: RunPlan, _ sets: [TailSet]) {
    self.plan = plan
    self.sets = sets
    let legs = LegNames(plan.portfolio)
    self.legs = legs
    numbers = distinct(sets.flatMap { $0.paths.map(\.number) })
    empty = Partial(
      bySet: sets.map { _ in
        Attribution.Sums(
          accounts: Array(repeating: Attribution.Sum(), count: plan.portfolio.accounts.count),
          legs: Array(repeating: Attribution.Sum(), count: legs.names.count))
      })
  }

  /// A block of paths each.
  var taskCount: Int { (numbers.count + PathBlock.pathCount - 1) / PathBlock.pathCount }

  /// The paths of a task.
  func paths(ofTask task: Int) -> [UInt64] {
    let first = task * PathBlock.pathCount
    return Array(numbers[first..<min(first + PathBlock.pathCount, numbers.count)])
  }

  func makeWorker() -> AttributionWorker { AttributionWorker(self) }
}

/// One worker of the second pass.
final class AttributionWorker: PassWorker {
  private let pass: AttributionPass
  private var block: AttributionBlock

  init(_ pass: AttributionPass) {
    self.pass = pass
    block = AttributionBlock(pass.plan, sets: pass.sets, legs: pass.legs)
  }

  func run(_ task: Int) -> AttributionPass.Partial {
    AttributionPass.Partial(bySet: block.run(pass.paths(ofTask: task), start: pass.empty.bySet))
  }
}

/// The distinct values in ascending order.
private func distinct(_ values: [UInt64]) -> [UInt64] {
  var result: [UInt64] = []
  for value in ascending(values) where value != result.last { result.append(value) }
  return result
}
