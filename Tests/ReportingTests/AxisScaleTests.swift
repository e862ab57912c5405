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
