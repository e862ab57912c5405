import RandomNumbers
import VectorMath

/// Fills the marks of a block of paths, step by step; never sees an account.
///
/// After `start` the marks are those of time 0, after each `advance` those of the step's end.
package protocol BlockSource: ~Copyable {
  /// Mark columns, one per formula of the market.
  var marks: [Column] { get }

  /// The marks inside the steps; `nil` for a source that knows their ends alone.
  var intraday: IntradayMarks? { get }

  /// The state column of a factor's output.
  func stateColumn(_ k: Int) -> Column

  /// Puts a block of paths at time 0.
  mutating func start(_ paths: PathNumbers)

  /// Advances the block by one step; `step` counts from 0.
  mutating func advance(step: Int)

  /// Uniform numbers of the paths at hand, one of several draws of a step.
  func fillUniforms(_ column: Column, draw: Int, step: Int)
}

extension BlockSource where Self: ~Copyable {
  /// The column behind an observed series.
  package func column(of series: ObservedSeries) -> Column {
    switch series.source {
    case .mark(let mark): marks[mark]
    case .discount(let column), .state(let column): stateColumn(column)
    }
  }
}
