import Diagnostics
import Foundation
import Lending
import Market
import RandomNumbers
import TestSupport
import Testing
import VectorMath

@testable import Paths
@testable import Processes
@testable import Studies

@Suite struct IncomeIndicesTests {
  /// A reserve that is half used of an optimum of 0.9: 1 % + 4 % × 0.45 / 0.9 = 3 % a year.
  private func builder(_ step: TimeStep) throws -> MarketBuilder {
    let here = SamplePlan.here
    let usage = try LogitUtilisation(
      ParameterTable(
        ["initial": 0.45, "mean": 0.45, "speed": 10, "volatility": 0],
        declared: LogitUtilisation.parameters), step: step)
    let rates = try KinkedRate(
      ParameterTable(
        ["base": 0.01, "slope1": 0.04, "slope2": 0.8, "optimal": 0.9, "reserveFactor": 0.1],
        declared: KinkedRate.parameters), step: step)
    var errors: [InputError] = []
    return try #require(
      MarketBuilder(
        factors: [
          FactorDefinition(name: "usage", process: usage, wiring: [:], location: here),
          FactorDefinition(
            name: "rates", process: rates, wiring: ["utilisation": "usage"], location: here),
        ], correlation: CorrelationDefinition(pairs: [], repairs: false, location: here),
        dependence: .gaussian, errors: &errors))
  }

  /// Debts grow by e^(0.03 T) − 1 where the rate comes from the reserve's index, and by e^(0.05 T) − 1 where
  /// it is stated; ten days. An account that owes 700 and 300 dollars of the two earns both.
  @Test func debtsGrowWithTheirIndex() throws {
    var plan = try SamplePlan(steps: 10).plan()
    let builder = try builder(TimeStep(days: 1))
    let dollar = TokenQuote(
      token: Token(symbol: "USD", kind: .stable, underlying: nil, location: SamplePlan.here),
      underlyingPrice: 1, priceColumn: nil)
    var marks = MarkTable(numeraire: nil)
    let index = try #require(builder.column(of: .logBorrowIndex, factor: "rates"))
    let account = Account(
      id: "a", book: 0, protocolIndex: 0, collateral: [],
      debts: [(Accrual.column(index), 700.0), (.constant(0.05), 300)].map { accrual, units in
        let mark = marks.market(dollar, accrual: accrual)
        return DebtLeg(token: "USD", units: units, oracleMark: mark, marketMark: mark)
      })
    plan.paths.market = builder.plan(marks: marks)
    plan.measurement.observed = []
    plan = plan.replacing(accounts: [account])
    var simulator = BlockSimulator(plan.paths)
    simulator.start(PathNumbers(block: 0))
    for step in 0..<10 { simulator.advance(step: step) }
    let indices = IncomeIndices(plan.losses)
    let found = PathBlock(columnCount: indices.count)
    indices.fill(found.columns, simulator)
    let debts = indices.debts(of: account, marks: plan.paths.market.initialMarks)
    #expect(debts == [700, 300] && indices.count == 2)
    for path in [0, 100, PathBlock.pathCount - 1] {
      #expect(abs(found[0][path: path] - expm1(0.03 * 10 / 365)) < 1e-14)
      #expect(abs(found[1][path: path] - expm1(0.05 * 10 / 365)) < 1e-14)
    }
  }
}
