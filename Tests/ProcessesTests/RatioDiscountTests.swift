import Diagnostics
import Market
import Testing
import VectorMath

@testable import Processes

@Suite struct RatioDiscountTests {
  /// A ratio that falls from 1 to e^−x has the log discount x: x₀ minus the sum of the log returns.
  @Test func addsUpTheRatiosReturns() throws {
    let process = try RatioDiscount(
      ParameterTable(["initial": 0.01], declared: RatioDiscount.parameters),
      step: TimeStep(days: 1))
    let state = PathBlock(columnCount: 1)
    let ratio = PathBlock(columnCount: 1)
    let columns = ProcessColumns(state: state.columns, inputs: ratio.columns, shocks: [])
    process.setInitialState(columns)
    for r in [0.002, -0.05, 0.01] {
      for path in 0..<PathBlock.pathCount { ratio[0][path: path] = r * Double(path) }
      process.advance(columns)
    }
    for path in 0..<PathBlock.pathCount {
      #expect(abs(state[0][path: path] - (0.01 + 0.038 * Double(path))) < 1e-12)
    }
  }
}
