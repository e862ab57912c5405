import VectorMath

/// Draws the paths of all tails again, gathered into full blocks.
struct AttributionPass: Pass {
  /// Sums of every tail.
  struct SumsBySet: Mergeable {
    var bySet: [AttributionSums]

    mutating func merge(_ next: SumsBySet) {
      for i in bySet.indices { bySet[i].merge(next.bySet[i]) }
    }
  }

  let plan: LossPlan
  let sets: [TailSet]
  let legs: LegNames
  let empty: SumsBySet
  /// The paths of all tails, each once, ascending.
  private let numbers: [UInt64]

  init(_ plan: LossPlan, _ sets: [TailSet]) {
    self.plan = plan
    self.sets = sets
    let legs = LegNames(plan.portfolio)
    self.legs = legs
    numbers = distinct(sets.flatMap { $0.paths.map(\.number) })
    empty = SumsBySet(
      bySet: sets.map { _ in
        AttributionSums(
          accounts: Array(repeating: AttributionSum(), count: plan.portfolio.accounts.count),
          legs: Array(repeating: AttributionSum(), count: legs.names.count))
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

  func run(_ task: Int) -> AttributionPass.SumsBySet {
    AttributionPass.SumsBySet(bySet: block.run(pass.paths(ofTask: task), start: pass.empty.bySet))
  }
}

/// The distinct values in ascending order.
private func distinct(_ values: [UInt64]) -> [UInt64] {
  var result: [UInt64] = []
  for value in ascending(values) where value != result.last { result.append(value) }
  return result
}
