import RiskMeasures
import TestSupport
import Testing

@Suite struct ShortfallInfluenceTests {
  private static let count = 2_048

  private func influence(
    _ losses: [Double], level: Level, companion: (_ loss: Double) -> Double = { _ in 0 }
  ) throws -> ShortfallInfluence {
    ShortfallInfluence(
      try LossSample(losses), level: level,
      worst: losses.enumerated().map {
        .init(path: UInt64($0), loss: $1, companion: companion($1))
      })
  }

  /// Losses 0, 1, ... 6 in a fixed disorder, many of them equal.
  private static let losses = (0..<count).map { Double($0 * 5 % 7) }

  /// Two samples on common paths, one of them the other and noise: the error of the difference is that of
  /// u_a − u_b over all paths, far from that of independent samples, and as large backwards.
  @Test func differenceIsPairedByPath() throws {
    var generator = TestGenerator(seed: 41)
    let level = Level(0.9)
    let a = (0..<Self.count).map { _ in generator.uniform(-1...1) }
    let b = a.map { $0 + generator.uniform(-0.05...0.05) }
    func u(_ losses: [Double]) throws -> [Double] {
      let quantile = try LossSample(losses).valueAtRisk(level: level).value
      return losses.map { max(0, $0 - quantile) / 0.1 }
    }
    let d = zip(try u(a), try u(b)).map { $0 - $1 }
    let n = Double(Self.count)
    let mean = d.reduce(0, +) / n
    let variance = d.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    let (first, second) = (try influence(a, level: level), try influence(b, level: level))
    let found = first.difference(to: second)
    let expected = (variance / n).squareRoot()
    #expect(abs(found.standardError - expected) < 1e-9 * expected)
    #expect(
      found.value == first.expectedShortfall.value - second.expectedShortfall.value)
    #expect(found.standardError < first.expectedShortfall.standardError / 2)
    let back = second.difference(to: first)
    #expect(abs(back.standardError - expected) < 1e-9 * expected && back.value == -found.value)
  }

  /// The estimate is the sample's own, whatever order the losses come in, and so are the bits of the error.
  @Test func orderDoesNotCount() throws {
    let sample = try LossSample(Self.losses)
    let level = Level(0.75)
    let worst = Self.losses.enumerated().map {
      ShortfallInfluence.TailLoss(path: UInt64($0), loss: $1, companion: Double($0 % 11))
    }
    let income = Estimate(value: 5, standardError: 0.07)
    let ratios = [worst, worst.reversed()].map {
      ShortfallInfluence(sample, level: level, worst: $0).ratio(of: income)
    }
    #expect(ratios[0] == ratios[1] && ratios[0] != nil)
    #expect(
      ShortfallInfluence(sample, level: level, worst: worst).expectedShortfall
        == sample.expectedShortfall(level: level))
  }

  /// A companion of k (VaR + u) is k ES on average and moves with it: the ratio is k without error. Taken as
  /// independent, both errors would add up to √2 of one.
  @Test func companionThatMovesWithTheTailHasNoError() throws {
    let level = Level(0.75)
    let quantile = try influence(Self.losses, level: level).valueAtRisk
    let found = try influence(Self.losses, level: level) {
      3 * (quantile + max(0, $0 - quantile) / 0.25)
    }
    let shortfall = found.expectedShortfall
    let mean = Estimate(value: 3 * shortfall.value, standardError: 3 * shortfall.standardError)
    let ratio = try #require(found.ratio(of: mean))
    #expect(abs(ratio.value - 3) < 1e-12)
    #expect(ratio.standardError < 1e-6 * shortfall.standardError)
    #expect(shortfall.standardError > 0)
  }

  /// A constant companion leaves the error of ES alone.
  @Test func constantCompanionHasTheErrorOfTheTail() throws {
    let found = try influence(Self.losses, level: Level(0.75)) { _ in 2 }
    let shortfall = found.expectedShortfall
    let ratio = try #require(found.ratio(of: Estimate(value: 2, standardError: 0)))
    let expected = ratio.value * shortfall.standardError / shortfall.value
    #expect(abs(ratio.standardError - expected) <= 1e-12 * expected && expected > 0)
  }

  /// Where no loss exceeds VaR the sample does not bound ES, and there is no ratio to it.
  @Test func noRatioWithoutATail() throws {
    let found = try influence(Array(repeating: 1, count: 100), level: Level(0.9)) { _ in 2 }
    #expect(found.expectedShortfall.standardError == .infinity)
    #expect(found.ratio(of: Estimate(value: 2, standardError: 0)) == nil)
  }
}
