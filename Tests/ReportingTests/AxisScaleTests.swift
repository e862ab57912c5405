import Testing

@testable import Reporting

@Suite struct AxisScaleTests {
  @Test func endsAreMappedToEndsAndOutsideIsHeld() {
    let scale = AxisScale(from: -1, to: 3, start: 200, end: 0)
    #expect([-1, 1, 3, 99].map { scale($0) } == [200, 100, 0, 0])
  }

  @Test func logarithmicMiddleIsTheGeometricMean() {
    let scale = AxisScale(from: 1_000, to: 100_000, start: 0, end: 100, kind: .logarithmic)
    #expect(abs(scale(10_000) - 50) < 1e-9)
  }

  @Test func constantsStandInTheMiddle() {
    #expect(abs(AxisScale(from: 7, to: 7, start: 0, end: 100)(7) - 50) < 1e-6)
    #expect(abs(AxisScale(from: 0, to: 0, start: 0, end: 100)(0) - 50) < 1e-6)
  }

  @Test func ticksAreRoundAndInside() {
    #expect(AxisScale(from: -1.3e6, to: 4.1e6, start: 0, end: 1).ticks(about: 5) == [0, 2e6, 4e6])
    #expect(AxisScale(from: 0, to: 0.31, start: 0, end: 1).ticks(about: 4).count == 4)
  }

  /// The smallest of 1, 2, 5 times a power of ten that is not below.
  @Test(arguments: [
    (1, 1), (1.5, 2), (2.1, 5), (4.4, 5), (5, 5), (5.1, 10), (0.03, 0.05), (330_000, 500_000),
  ])
  func stepsAreRoundedUp(_ step: Double, _ expected: Double) {
    #expect(abs(AxisScale.roundStep(step) - expected) < 1e-12 * expected)
  }

  @Test func ticksAreFiveApartWhereTwoAreTooMany() {
    #expect(AxisScale(from: 0, to: 22, start: 0, end: 1).ticks(about: 5) == [0, 5, 10, 15, 20])
  }

  /// Powers of ten, with those at the ends; of seven every second, so that all paths keep their line.
  @Test func ticksOfLogarithmicAxes() {
    func ticks(_ low: Double, _ high: Double) -> [String] {
      let scale = AxisScale(from: low, to: high, start: 0, end: 1, kind: .logarithmic)
      return AxisLabel.percent.ticks(of: scale).map(\.text)
    }
    #expect(ticks(1e-4, 1) == ["0.01 %", "0.1 %", "1 %", "10 %", "100 %"])
    #expect(ticks(1 / 100_000, 1) == ["0.001 %", "0.01 %", "0.1 %", "1 %", "10 %", "100 %"])
    #expect(ticks(1e-6, 1) == ["0.0001 %", "0.01 %", "1 %", "100 %"])
    #expect(ticks(0.0003, 0.2) == ["0.1 %", "1 %", "10 %"])
    #expect(ticks(0.2, 0.5) == [])
  }

  @Test func labelsShareUnitAndDecimals() {
    #expect(AxisLabel.money.texts(of: [0, 500_000, 1_000_000]) == ["0.0 M", "0.5 M", "1.0 M"])
    #expect(AxisLabel.percent.texts(of: [0, 0.0005]) == ["0.00 %", "0.05 %"])
  }

  /// Labels that lie on each other move apart and stay inside.
  @Test func labelsSpread() {
    #expect(FanChart.spread([50, 51, 52], gap: 14, in: 10...70) == [42, 56, 70])
    #expect(FanChart.spread([20, 60], gap: 14, in: 10...70) == [20, 60])
  }
}
