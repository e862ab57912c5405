import Processes
import RandomNumbers
import VectorMath

/// Marks of history: path p starts p steps after the first of the record.
///
/// A block of paths is thus a block of days, and what really happened runs through the code that
/// simulates. Factors without a record move as the market says, without chance. Beyond the end of the
/// record nothing moves.
package struct RecordedMarks: BlockSource, ~Copyable {
  private let plan: PathPlan
  private let records: [RecordedReturns]
  private let state: MarketState
  private let markBlock: PathBlock
  private let formation: MarkFormation
  /// Factors without a record, in the order in which a step advances them.
  private let others: [(process: any StochasticProcess, columns: ProcessColumns)]
  /// Mark columns, one per formula of the plan.
  package let marks: [Column]

  /// - Precondition: Factors without a record have no shocks.
  package init(_ plan: PathPlan, _ records: [RecordedReturns]) {
    let market = plan.market
    self.plan = plan
    self.records = records
    state = MarketState(market.factors, columnCount: market.columnCount)
    markBlock = PathBlock(columnCount: market.marks.count)
    marks = markBlock.columns
    formation = MarkFormation(market.marks, targets: marks, states: state.columns)
    let recorded = Set(records.map(\.factor))
    var others: [(process: any StochasticProcess, columns: ProcessColumns)] = []
    for factor in market.advanceOrder where !recorded.contains(factor) {
      precondition(
        market.factors[factor].shocks.isEmpty, "a factor that moves by chance has a record")
      others.append((market.factors[factor].process, state.columns(of: factor)))
    }
    self.others = others
  }

  /// `nil`: what happened between the days of a record is not known.
  package var intraday: IntradayMarks? { nil }

  /// The state column of a factor's output.
  package func stateColumn(_ k: Int) -> Column { state.columns[k] }

  /// Puts every path at its day; the numbers of the paths do not matter.
  package mutating func start(_ paths: PathNumbers) {
    state.setInitial(plan.market.initialOrder)
    formation.form(time: 0)
  }

  /// Moves path p by the return of its day p + `step`; `step` counts from 0.
  package mutating func advance(step: Int) {
    for record in records { advance(record, step: step) }
    for other in others { other.process.advance(other.columns) }
    formation.form(time: plan.grid.time(at: step + 1))
  }

  private func advance(_ record: RecordedReturns, step: Int) {
    let factor = plan.market.factors[record.factor]
    for (k, output) in type(of: factor.process).outputs.enumerated() {
      let column = state.columns[factor.outputs[k]]
      for path in 0..<PathBlock.pathCount {
        let day = record.first + path + step
        let r = record.logReturns.indices.contains(day) ? record.logReturns[day] : 0
        switch output.quantity {
        case .logPrice: column[path: path] += r
        case .logReturn: column[path: path] = r
        default: break
        }
      }
    }
  }

  /// - Precondition: Never: what happened between the days of a record is not known.
  package func fillUniforms(_ column: Column, draw: Int, step: Int) {
    preconditionFailure("a record is monitored at its steps")
  }
}
