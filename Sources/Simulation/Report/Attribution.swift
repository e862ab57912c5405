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
  struct Sums: Mergeable {
    var accounts: [Sum]
    var legs: [Sum]

    mutating func merge(_ next: Sums) {
      for i in accounts.indices { accounts[i] += next.accounts[i] }
      for i in legs.indices { legs[i] += next.legs[i] }
    }
  }

  let sets: [TailSet]
  /// One per set.
  let sums: [Sums]

  static func run(
    _ plan: RunPlan, sets: [TailSet], on runner: Runner
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
