/// The second pass: draws the tail's paths again by number and adds up who and what lost on them.
package struct Attribution {
  /// Tails that were asked for.
  package let sets: [TailSet]
  /// One per set.
  package let sums: [AttributionSums]

  /// Draws every path of the tails once, whatever the number of tails that it lies in.
  ///
  /// - Throws: `Interrupted`; without tails nothing is drawn.
  package static func run(
    _ plan: LossPlan, sets: [TailSet], on runner: Runner
  ) async throws -> Attribution {
    if sets.isEmpty { return Attribution(sets: [], sums: []) }
    let pass = AttributionPass(plan, sets)
    guard pass.taskCount > 0 else {
      return Attribution(sets: sets, sums: pass.empty.bySet)
    }
    let outcome = try await runner.run(pass)
    guard let sums = outcome.fold.result else {
      preconditionFailure("all tasks of the pass are done")
    }
    return Attribution(sets: sets, sums: sums.bySet)
  }
}
