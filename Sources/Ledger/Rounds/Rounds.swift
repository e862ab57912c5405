internal import Exits
package import VectorMath

/// A step as rounds: accounts below 1 are liquidated, what was seized is sold, and where that has moved a mark
/// they are looked at again, until no mark moves.
///
/// Without an exit and without liquidators a step has one round. Paths on which nothing is sold are never touched.
package struct Rounds: ~Copyable {
  /// Most rounds of a step.
  package static let most = 64

  private let exits: [Exit]
  private var marks: MovedMarks
  private var flows: StepFlows
  /// Who takes up calls; `nil` where protocols carry them out whatever the market takes.
  private var callers: Callers?
  /// Paths × steps on which even the last round has moved a mark or called an account, over all blocks.
  package private(set) var cutOff = 0
  /// Rounds of the step that had most, over all blocks.
  package private(set) var longest = 0

  /// - Parameters:
  ///   - columns: The worker's mark columns, which its source writes anew at every step.
  ///   - exits: Where tokens are sold; those without one are sold at the mark.
  ///   - liquidators: What those who call accounts pay and want; `nil` lets protocols carry calls out in full.
  package init(on columns: [Column], exits: [Exit], liquidators: Liquidators? = nil) {
    self.exits = exits
    marks = MovedMarks(columns, moving: exits.flatMap(\.marks))
    callers = liquidators.map { Callers($0, exits: exits) }
    flows =
      exits.isEmpty && liquidators == nil
      ? StepFlows()
      : StepFlows(markCount: columns.count, takesOffers: liquidators != nil)
  }

  /// Forgets all sales, for the next block; the counts go on.
  package func restart() {
    for exit in exits { exit.restart() }
  }

  /// Takes a market through the end of a step, at the marks that the source has written.
  ///
  /// - Parameters:
  ///   - step: Index of the step, from 0.
  ///   - years: Time since the last one, in which earlier sales fade.
  ///   - uniforms: Fills a column with the uniform draw of so many.
  package mutating func run<Market: LendingMarket & ~Copyable>(
    step: Int, over years: Double, _ market: inout Market,
    uniforms: (Column, Int) -> Void = { _, _ in }
  ) {
    marks.rebase()
    for exit in exits { exit.recover(over: years, &marks) }
    flows.clear()
    callers?.restart()
    market.firstRound(step: step, uniforms: uniforms, into: &flows)
    var active = call(&market, step: step)
    active.formUnion(respond())
    var round = 1
    while !active.isEmpty && round < Self.most {
      flows.clear()
      market.nextRound(step: step, on: active, into: &flows)
      active = call(&market, step: step)
      active.formUnion(respond())
      round += 1
    }
    cutOff += active.count
    longest = max(longest, round)
  }

  /// Takes a market through checks inside a step: on every path the one whose marks stand there now.
  ///
  /// - Precondition: There is no exit yet.
  package mutating func runInside<Market: LendingMarket & ~Copyable>(
    step: Int, shown: borrowing InsideFalls, at places: [Int], _ market: inout Market
  ) {
    market.roundInside(step: step, shown: shown, at: places, into: &flows)
  }

  /// Has liquidators take up what the round has offered.
  ///
  /// - Returns: Paths on which they have: an account may allow a further call.
  private mutating func call<Market: LendingMarket & ~Copyable>(
    _ market: inout Market, step: Int
  ) -> PathMask {
    callers?.call(&market, marks, step: step, into: &flows) ?? PathMask()
  }

  /// Sells what was seized in a round.
  ///
  /// - Returns: Paths on which a mark has moved.
  private mutating func respond() -> PathMask {
    var moved = PathMask()
    for exit in exits { moved.formUnion(exit.respond(to: flows, &marks)) }
    return moved
  }
}
