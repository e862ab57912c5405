import Passes
import Paths
import Tables
import VectorMath

/// What really happened to the portfolio after every day, through the code that simulates.
struct RealisedLosses: Sendable {
  /// By horizon, then date of the plan; days whose horizon ends too late are no losses.
  private let values: [[Double]]

  init(_ plan: BacktestPlan) {
    let dates = plan.dates
    var values = plan.horizons.map { _ in [Double]() }
    for start in stride(from: 0, to: dates.count, by: PathBlock.pathCount) {
      let records = plan.factors.map { history in
        RecordedReturns(
          factor: history.factor, logReturns: history.logReturns,
          first: history.index(of: dates[start]))
      }
      var losses = HorizonLosses(
        plan.run.losses, source: RecordedMarks(plan.run.paths, records), steps: plan.horizons,
        quantity: plan.quantity)
      let found = losses.losses(
        firstPath: 0, count: min(PathBlock.pathCount, dates.count - start))
      for k in values.indices { values[k] += found[k] }
    }
    self.values = values
  }

  /// The loss from a date of the plan to the end of a horizon.
  func loss(horizonIndex: Int, dateIndex: Int) -> Double { values[horizonIndex][dateIndex] }
}
