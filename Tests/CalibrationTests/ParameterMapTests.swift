import Foundation
import Processes
import Testing

@testable import Calibration

@Suite struct ParameterMapTests {
  @Test(
    arguments: [ParameterScale.identity, .above(-0.5), .above(2), .between(0, 1), .between(-1, 3)],
    [-6.0, -0.3, 0, 1.7, 9])
  func transformsInvertAndRise(_ transform: ParameterScale, _ w: Double) {
    let x = transform.value(w)
    #expect(abs(transform.inverse(x) - w) < 1e-8)
    let h = 1e-5
    let difference = (transform.value(w + h) - transform.value(w - h)) / (2 * h)
    #expect(abs(transform.slope(w) - difference) < 1e-8 * max(1, abs(x)))
    #expect(transform.slope(w) > 0)
  }

  /// Every combination of free and held parameters of GARCH.
  @Test(arguments: [nil, 0.97], [nil, 4.0])
  func garchDerivativesAreDifferences(_ persistence: Double?, _ nu: Double?) {
    for isStudentT in [true, false] where isStudentT || nu == nil {
      let map = GarchParameters(
        isStudentT: isStudentT, degreesOfFreedom: nu, persistence: persistence, limit: 0.999,
        variance: 1)
      var free = [0.1, -3, -2.2]
      if persistence == nil { free.append(3.1) }
      if isStudentT && nu == nil { free.append(1.3) }
      #expect(map.freeNumbers.count == free.count)
      expectDerivatives(of: map, at: free)
      let parameters = map.parameters(free)
      #expect(parameters.count == map.parameterCount)
      #expect(parameters[1...3].allSatisfy { $0 > 0 } && parameters[2] + parameters[3] < 1)
      if let persistence { #expect(abs(parameters[2] + parameters[3] - persistence) < 1e-15) }
      if let nu { #expect(parameters[4] == nu) }
      for (back, given) in zip(map.freeValues(parameters), free) {
        #expect(abs(back - given) < 1e-9)
      }
    }
  }

  @Test func heldParametersStay() {
    let map = SeparateParameters([
      .free(.location), .held(7),
      .free(FreeNumber(name: "scale", transform: .above(0), limits: 1e-3...1e3)),
    ])
    #expect(map.parameters([2, 0]) == [2, 7, 1])
    #expect(map.freeValues([2, 7, 1]) == [2, 0])
    #expect(map.freeNumbers.map(\.name) == ["mean", "scale"])
    expectDerivatives(of: map, at: [0.4, -1.2])
  }

  /// Starts outside a range are moved inside it, also from infinity.
  @Test func startsLieInside() {
    let number = FreeNumber(name: "share", transform: .between(0, 1), limits: 0.01...0.99)
    for w in [-Double.infinity, -30, 0.2, 30, .infinity] {
      let inside = number.inside(w)
      #expect(number.range.contains(inside))
      #expect(number.range.lowerBound < inside && inside < number.range.upperBound)
    }
    #expect(number.inside(0.2) == 0.2)
    #expect(FreeNumber.location.inside(-5e9) == -5e9)
  }

  private func expectDerivatives(of map: some ParameterMap, at free: [Double]) {
    let jacobian = map.jacobian(free)
    let h = 1e-5
    for k in free.indices {
      var (up, down) = (free, free)
      up[k] += h
      down[k] -= h
      let (above, below) = (map.parameters(up), map.parameters(down))
      for i in above.indices {
        #expect(
          abs(jacobian[i, k] - (above[i] - below[i]) / (2 * h)) < 1e-8 * max(1, abs(above[i])))
      }
    }
  }
}
