import Testing

@testable import RiskMeasures

@Suite struct BatchMeanTests {
  /// Four looms of four strengths (Montgomery 2013, example 3.11), means 97.5, 91.5, 95.75 and 97: the
  /// mean of all has the error of a mean of four, √(Σ (m − 95.4375)² / 3 / 4) = 1.363.
  @Test func errorIsThatOfAMeanOfBatches() {
    let variance = BatchVariance([
      [98, 97, 99, 96], [91, 90, 93, 92], [96, 95, 97, 95], [95, 96, 99, 98],
    ])
    let means = [97.5, 91.5, 95.75, 97]
    let squares = means.reduce(0) { $0 + ($1 - 95.4375) * ($1 - 95.4375) }
    #expect(abs(variance.meanError - (squares / 3 / 4).squareRoot()) < 1e-12)
    #expect(abs(variance.meanError - 1.3631) < 1e-4)
  }
}
