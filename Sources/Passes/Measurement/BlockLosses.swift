import Ledger
import Paths
import RandomNumbers
import VectorMath

/// One block of paths after another with the losses of a portfolio on them.
///
/// One per worker. `run` takes a block through all steps; `measure` then hands out the rows one after
/// another without ever holding all of them.
package struct BlockLosses<Source: BlockSource & ~Copyable>: ~Copyable {
  let plan: LossPlan
  var source: Source
  /// The accounts on the marks of `source`.
  package var portfolio: PortfolioLosses

  /// - Parameter source: Of the plan's market.
  package init(_ plan: LossPlan, source: consuming Source, tracksLegs: Bool = false) {
    self.plan = plan
    portfolio = PortfolioLosses(
      plan, marks: source.marks, values: InitialValues(plan), intraday: source.intraday,
      tracksLegs: tracksLegs)
    self.source = source
  }

  /// Takes a block from time 0 to the horizon.
  ///
  /// - Parameters:
  ///   - count: Paths of the block that count; the rest is padding.
  ///   - observe: Called at time 0 (step 0) and after every step with its number.
  package mutating func run(
    _ paths: PathNumbers, count: Int = PathBlock.pathCount,
    observe: (borrowing Source, borrowing AccountBook, Int) -> Void = { _, _, _ in }
  ) {
    start(paths, count: count)
    observe(source, portfolio.evaluator, 0)
    for step in 0..<plan.paths.grid.stepCount {
      advance(step: step)
      observe(source, portfolio.evaluator, step + 1)
    }
  }

  /// Puts a block of paths at time 0; those beyond `count` are padding.
  package mutating func start(_ paths: PathNumbers, count: Int) {
    source.start(paths)
    portfolio.restart(count: count)
  }

  /// Advances the block by one step, counted from 0, and checks every account at its end, and before it where
  /// the source looks inside.
  package mutating func advance(step: Int) {
    source.advance(step: step)
    if let intraday = source.intraday {
      lookInside(intraday, step: step)
    }
    portfolio.check(step: step, source)
  }

  /// Checks the accounts that fall below 1 inside a step: only the paths on which any can are drawn, and only those
  /// on which any does are walked.
  private mutating func lookInside(_ intraday: IntradayMarks, step: Int) {
    let reached = portfolio.reach()
    if reached.isEmpty { return }
    intraday.draw(on: reached)
    portfolio.look(at: intraday.places)
    let shown = portfolio.falls.paths
    while !portfolio.falls.paths.isEmpty {
      let falls = portfolio.falls
      intraday.show(falls.checks, on: falls.paths)
      portfolio.checkInside(step: step, shown: falls, at: intraday.places)
    }
    intraday.showEnd(on: shown)
  }

  /// The account of every lane by row of the evaluator; −1 for padding.
  package var accountsByRow: [[Int]] { portfolio.accountsByRow }

  /// Hands out every row's losses at the horizon: accounts if they are measured, then the total and the
  /// books.
  package mutating func measure(_ consumer: inout some LossConsumer) {
    portfolio.measure(&consumer)
  }
}

/// The losses of a portfolio on paths that are drawn.
package typealias SimulatedLosses = BlockLosses<BlockSimulator>

extension BlockLosses where Source == BlockSimulator {
  /// With a simulator of the plan's market.
  ///
  /// - Parameter tracksLegs: Whether the losses of single legs are asked for afterwards.
  package init(_ plan: LossPlan, tracksLegs: Bool = false) {
    self.init(plan, source: BlockSimulator(plan.paths), tracksLegs: tracksLegs)
  }
}
