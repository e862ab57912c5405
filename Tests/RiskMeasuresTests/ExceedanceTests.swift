import RiskMeasures
import Testing

@Suite struct ExceedanceTests {
  /// Ten paths lose 0 six times, 1, 2, 2 and 5.
  @Test func everyLossOfASmallSampleIsAPoint() throws {
    let tail = try TailSample(paths: 10, above: [2, 5, 1, 2], threshold: 0, atThreshold: 6)
    #expect(
      tail.exceedances() == [
        Exceedance(loss: 0, atLeast: 10, above: 4), Exceedance(loss: 1, atLeast: 4, above: 3),
        Exceedance(loss: 2, atLeast: 3, above: 1), Exceedance(loss: 5, atLeast: 1, above: 0),
      ])
  }

  /// What lies below the threshold is not known, and the threshold is no loss where no path has it.
  @Test func nothingBelowTheTailIsAPoint() throws {
    let tail = try TailSample(paths: 10, above: [2, 5, 2], threshold: 1.5)
    #expect(tail.exceedances().map(\.loss) == [2, 5])
    #expect(try TailSample(paths: 10, above: [], threshold: 1).exceedances() == [])
  }

  /// Of 100,000 losses 1, 2, ... the largest 32 are points, every VaR is, and few others.
  @Test func aLongTailIsThinned() throws {
    let losses = (1...100_000).map { Double($0) }
    let tail = try TailSample(paths: losses.count, above: losses, threshold: 0)
    let points = tail.exceedances(levels: [0.9, 0.99, 0.999])
    #expect(points.suffix(32).map(\.loss) == (99_969...100_000).map { Double($0) })
    for (loss, above) in [(90_000.0, 10_000), (99_000, 1_000), (99_900, 100)] {
      #expect(points.contains(Exceedance(loss: loss, atLeast: above + 1, above: above)))
    }
    #expect(points.first == Exceedance(loss: 1, atLeast: 100_000, above: 99_999))
    #expect(points.count < 150)
    for (a, b) in zip(points, points.dropFirst()) {
      #expect(a.loss < b.loss && b.atLeast <= a.above)
      // A tenth of the larger ones apart, or one.
      #expect(Double(a.above) <= 1.11 * Double(b.above) + 1)
    }
  }
}
