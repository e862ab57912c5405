import Foundation
import Testing

@testable import Calibration

@Suite struct NewtonMaximizerTests {
  /// A function from closures.
  struct Function: Objective {
    var ranges: [ClosedRange<Double>]
    var value: @Sendable ([Double]) -> Double
    var gradient: @Sendable ([Double]) -> [Double]

    init(
      _ count: Int, within range: ClosedRange<Double> = -1e6...1e6,
      _ value: @escaping @Sendable ([Double]) -> Double,
      gradient: @escaping @Sendable ([Double]) -> [Double]
    ) {
      ranges = Array(repeating: range, count: count)
      self.value = value
      self.gradient = gradient
    }

    func evaluate(_ x: [Double]) -> Evaluation? {
      let v = value(x)
      return v.isFinite ? Evaluation(value: v, gradient: gradient(x)) : nil
    }
  }

  private func failure(_ f: Function, from start: [Double], limit: Int = 200) -> SearchFailure? {
    var maximizer = NewtonMaximizer()
    maximizer.iterationLimit = limit
    do {
      _ = try maximizer.maximize(f, from: start)
      return nil
    } catch { return error }
  }

  /// Rosenbrock (1960), doi:10.1093/comjnl/3.3.175: maximum 0 at (1, 1), from the classic start behind
  /// the bend of the valley.
  @Test func climbsRosenbrocksValley() throws {
    let f = Function(2) { x in
      -100 * pow(x[1] - x[0] * x[0], 2) - pow(1 - x[0], 2)
    } gradient: { x in
      let bend = x[1] - x[0] * x[0]
      return [400 * x[0] * bend + 2 * (1 - x[0]), -200 * bend]
    }
    let found = try NewtonMaximizer().maximize(f, from: [-1.2, 1])
    #expect(abs(found.point[0] - 1) < 1e-8 && abs(found.point[1] - 1) < 1e-8)
    #expect(found.iterations < 40)
    // −∂²f at (1, 1) is ((802, −400), (−400, 200)): determinant 400, trace 1,002. It is taken one
    // step before the end, which the bend makes visible.
    let values = found.information.values
    #expect(abs(values[0] * values[1] - 400) < 8 && abs(values[0] + values[1] - 1_002) < 0.1)
  }

  /// A quadratic with curvatures 1 and 1e8: one step to the top, one to see that it is.
  @Test func takesQuadraticsInOneStep() throws {
    let f = Function(2) { x in
      -0.5 * x[0] * x[0] - 0.5e8 * pow(x[1] - 1e-3, 2)
    } gradient: { x in
      [-x[0], -1e8 * (x[1] - 1e-3)]
    }
    let found = try NewtonMaximizer().maximize(f, from: [1, 0])
    #expect(found.iterations == 2)
    #expect(abs(found.point[0]) < 1e-9 && abs(found.point[1] - 1e-3) < 1e-12)
  }

  /// A saddle at 0 with maxima 1/4 at (±1, 0): a start beside the saddle, where the curvature along
  /// the way is of the wrong sign.
  @Test func leavesSaddles() throws {
    let f = Function(2) { x in
      0.5 * x[0] * x[0] - 0.25 * pow(x[0], 4) - x[1] * x[1]
    } gradient: { x in
      [x[0] - pow(x[0], 3), -2 * x[1]]
    }
    let found = try NewtonMaximizer().maximize(f, from: [0.01, 0.5])
    #expect(abs(found.point[0] - 1) < 1e-9)
    #expect(abs(found.value - 0.25) < 1e-12)
    // On the saddle itself the gradient is 0: it is named, not returned.
    guard case .flat(let smallest, 0) = failure(f, from: [0, 0]) else {
      Issue.record("a saddle was taken for a maximum")
      return
    }
    #expect(abs(smallest + 1) < 1e-6)
  }

  /// −e^(−x) rises for ever.
  @Test func namesTheRangeThatItLeaves() {
    let f = Function(2, within: -10...10) { x in
      -exp(-x[0]) - x[1] * x[1]
    } gradient: { x in
      [exp(-x[0]), -2 * x[1]]
    }
    guard case .leftRange(0, isUpper: true, let value) = failure(f, from: [0, 0.3]) else {
      Issue.record("a supremum at infinity was taken for a maximum")
      return
    }
    #expect(value > -exp(-10))
    let mirrored = Function(1, within: -10...10) {
      -exp($0[0])
    } gradient: {
      [-exp($0[0])]
    }
    guard case .leftRange(0, isUpper: false, _) = failure(mirrored, from: [0]) else {
      Issue.record("a supremum at minus infinity was taken for a maximum")
      return
    }
  }

  /// ln x + ln(1 − x) is undefined outside (0, 1), where the first full step from 0.001 would end.
  @Test func staysWhereTheFunctionIsDefined() throws {
    let f = Function(1) { x in
      x[0] > 0 && x[0] < 1 ? log(x[0]) + log(1 - x[0]) : .nan
    } gradient: { x in
      [1 / x[0] - 1 / (1 - x[0])]
    }
    for start in [0.001, 0.999] {
      let found = try NewtonMaximizer().maximize(f, from: [start])
      #expect(abs(found.point[0] - 0.5) < 1e-9)
    }
    #expect(failure(f, from: [2]) == .undefined)
  }

  /// Two numbers of which only the sum matters.
  @Test func refusesARidge() {
    let f = Function(2) { x in
      -pow(x[0] + x[1] - 1, 2)
    } gradient: { x in
      Array(repeating: -2 * (x[0] + x[1] - 1), count: 2)
    }
    guard case .flat(let smallest, _) = failure(f, from: [3, -1]) else {
      Issue.record("a ridge was taken for a maximum")
      return
    }
    #expect(abs(smallest) < 1e-6)
  }

  @Test func saysThatItStoppedEarly() {
    let f = Function(1) {
      -pow($0[0], 4)
    } gradient: {
      [-4 * pow($0[0], 3)]
    }
    guard case .stopped(iterations: 2, let decrement, _) = failure(f, from: [1], limit: 2) else {
      Issue.record("a search of two steps was taken for done")
      return
    }
    #expect(decrement > 0.1)
  }

  /// A gradient of the wrong sign finds no rise.
  @Test func stopsWhereNothingRises() {
    let f = Function(1) {
      -$0[0] * $0[0]
    } gradient: {
      [2 * $0[0]]
    }
    guard case .stopped(iterations: 1, _, _) = failure(f, from: [1]) else {
      Issue.record("a wrong gradient was not noticed")
      return
    }
  }
}
