import Testing

@testable import RiskMeasures

@Suite struct BatchVarianceTests {
  /// Montgomery (2013), Design and Analysis of Experiments, 8th edition, example 3.11: strengths of fabric
  /// from four looms. Printed: MS between 29.73, MS within 1.90, component (29.73 − 1.90) / 4 = 6.96.
  private static let looms: [[Double]] = [
    [98, 97, 99, 96], [91, 90, 93, 92], [96, 95, 97, 95], [95, 96, 99, 98],
  ]

  /// Tolerance: half a unit of the last printed digit. Without the subtraction the component is 7.43.
  @Test func componentOfLooms() {
    let variance = BatchVariance(Self.looms)
    #expect(abs(variance.betweenSquare - 29.73) < 0.005)
    #expect(abs(variance.withinSquare - 1.90) < 0.005)
    #expect(abs(variance.component - 6.96) < 0.005)
    #expect(abs(variance.mean - 95.4375) < 1e-12)
  }

  /// The formula of Williams and Tukey with tabulated quantiles: F(0.025; 3, 12) = 4.4742,
  /// F(0.975; 3, 12) = 1 / 14.3366, χ²(0.025; 3) = 9.3484, χ²(0.975; 3) = 0.21580.
  @Test func intervalOfLooms() {
    let deviation = BatchVariance(Self.looms).deviation()
    let lower = 3 * (29.7292 - 4.4742 * 1.8958) / (4 * 9.3484)
    let upper = 3 * (29.7292 - 1.8958 / 14.3366) / (4 * 0.21580)
    #expect(abs(deviation.lower - lower.squareRoot()) < 1e-3)
    #expect(abs(deviation.upper - upper.squareRoot()) < 1e-3)
    #expect(abs(deviation.value * deviation.value - 6.96) < 0.005)
  }

  /// Batches that vary less than their replicates have no component; its interval starts at 0.
  @Test func componentIsNotNegative() {
    let variance = BatchVariance([[0, 2], [2, 0], [1, 1.2]])
    #expect(variance.component == 0)
    #expect(variance.deviation().value == 0 && variance.deviation().lower == 0)
  }
}
