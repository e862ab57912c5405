import Market
import RandomNumbers
import TestSupport
import Testing
import VectorMath

@testable import Paths

@Suite struct RecordedMarksTests {
  /// Two factors on record: path p starts p days later, and beyond the record nothing moves.
  @Test func pathsAreDays() throws {
    var sample = SamplePlan()
    sample.steps = 3
    let plan = try sample.plan()
    let eth = (0..<300).map { Double($0 % 7) * 0.01 - 0.02 }
    let still = Array(repeating: 0.0, count: 300)
    var source = RecordedMarks(
      plan.paths,
      [
        RecordedReturns(factor: 0, logReturns: eth, first: 10),
        RecordedReturns(factor: 1, logReturns: still, first: 10),
      ])
    let price = plan.paths.market.factors[0].outputs[0]
    source.start(PathNumbers(block: 0))
    #expect(source.marks.map { $0[path: 5] } == plan.paths.market.initialMarks)
    var expected = Array(repeating: 0.0, count: PathBlock.pathCount)
    for step in 0..<3 {
      source.advance(step: step)
      for path in expected.indices {
        let day = 10 + path + step
        expected[path] += day < eth.count ? eth[day] : 0
        #expect(source.stateColumn(price)[path: path] == expected[path])
      }
    }
    // A second block starts anew.
    source.start(PathNumbers(block: 1))
    #expect(source.stateColumn(price)[path: 0] == 0)
    #expect(source.marks.map { $0[path: 0] } == plan.paths.market.initialMarks)
  }

  /// The price of ETH is its price at time 0 times e to the recorded returns.
  @Test func marksFollowTheRecord() throws {
    var sample = SamplePlan()
    sample.steps = 2
    let plan = try sample.plan()
    var source = RecordedMarks(
      plan.paths,
      [
        RecordedReturns(factor: 0, logReturns: [0.1, -0.3, 0.05], first: 0),
        RecordedReturns(factor: 1, logReturns: [0, 0, 0], first: 0),
      ])
    source.start(PathNumbers(block: 0))
    source.advance(step: 0)
    source.advance(step: 1)
    let mark = try #require(
      plan.paths.market.marks.firstIndex {
        $0.added == [plan.paths.market.factors[0].outputs[0]] && $0.subtracted.isEmpty
      })
    let ratio = source.marks[mark][path: 0] / plan.paths.market.initialMarks[mark]
    #expect(abs(ratio - 0.8187307530779818) < 1e-12, "exp(−0.2)")
  }
}
