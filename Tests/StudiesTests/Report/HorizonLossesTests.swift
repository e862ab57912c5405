import Diagnostics
import Market
import Passes
import Processes
import Studies
import TestSupport
import Testing

@Suite struct HorizonLossesTests {
  /// Bits of the total's losses, replayed path by path.
  private func replayed(
    _ plan: RunPlan, steps: Int, first: UInt64, count: Int, _ quantity: LossQuantity
  ) throws -> [Double] {
    var plan = plan
    plan.paths.grid = TimeGrid(stepCount: steps, stepDays: 1)
    var replay = PathReplay(plan)
    var losses: [Double] = []
    try replay.replay((0..<UInt64(count)).map { first + $0 }) { record in
      losses += record.losses[0][quantity.index]
    }
    return losses
  }

  /// A horizon in the middle of a path gives the losses of a run that ends there, and reading it changes
  /// nothing of what follows. Liquidations happen on most paths.
  @Test(arguments: LossQuantity.allCases, [true, false])
  func horizonsAreThoseOfRunsThatEndThere(_ quantity: LossQuantity, _ isAave: Bool) throws {
    var sample = SamplePlan(volatility: 1.5, steps: 7, isAave: isAave)
    // The total has the equity losses of borrowers' books and the bad debt of lent ones.
    sample.views = Array(repeating: quantity == .badDebt ? .lender : .borrower, count: 2)
    let plan = try sample.plan()
    var losses = HorizonLosses(plan.losses, steps: [1, 3, 7], quantity: quantity)
    let found = losses.losses(firstPath: 1_000, count: 300)
    for (k, steps) in [1, 3, 7].enumerated() {
      let expected = try replayed(plan, steps: steps, first: 1_000, count: 300, quantity)
      #expect(found[k] == expected, "\(steps) steps")
    }
    #expect(found[2].contains { $0 != 0 })
  }

  /// Another process with the parameters of the document's gives the run's own bits, whatever state of its
  /// own it has; one with twice the volatility does not.
  @Test func replacedProcessesReadAndWriteTheSameColumns() throws {
    let plan = try SamplePlan().plan()
    func losses(volatility: Double) throws -> [[Double]] {
      let process = try GeometricBrownianMotion(
        ParameterTable(
          ["volatility": volatility], declared: GeometricBrownianMotion.parameters),
        step: TimeStep(days: 1))
      var other = plan
      other.paths.market = plan.paths.market.replacing([0: process])
      var losses = HorizonLosses(other.losses, steps: [10], quantity: .equityLoss)
      return losses.losses(firstPath: 0, count: 256)
    }
    var own = HorizonLosses(plan.losses, steps: [10], quantity: .equityLoss)
    let expected = own.losses(firstPath: 0, count: 256)
    #expect(try losses(volatility: 0.8) == expected)
    #expect(try losses(volatility: 1.6) != expected)
  }

  /// Student-t returns of many degrees of freedom are nearly normal: mean losses agree to 5 %.
  @Test func replacedProcessesBringTheirTables() throws {
    var plan = try SamplePlan().plan()
    var own = HorizonLosses(plan.losses, steps: [10], quantity: .equityLoss)
    let expected = own.losses(firstPath: 0, count: 256)[0].map(\.magnitude).reduce(0, +)
    let process = try StudentTReturns(
      ParameterTable(
        ["scale": 0.8 / 365.0.squareRoot(), "degreesOfFreedom": 900],
        declared: StudentTReturns.parameters), step: TimeStep(days: 1))
    plan.paths.market = plan.paths.market.replacing([0: process])
    var other = HorizonLosses(plan.losses, steps: [10], quantity: .equityLoss)
    let found = other.losses(firstPath: 0, count: 256)[0].map(\.magnitude).reduce(0, +)
    #expect(found != expected && abs(found / expected - 1) < 0.05)
  }
}
