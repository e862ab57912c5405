import RiskMeasures
import Studies

/// A loss that 9,000 of 10,000 paths do not have; path k of the other 1,000 loses k × 10 k.
enum MostlyZero {
  static let losses = (1...1_000).map { Double($0) * 1e4 }

  static var figures: QuantityFigures {
    get throws {
      let tail = try TailSample(paths: 10_000, above: losses, threshold: 0, atThreshold: 9_000)
      var figures = QuantityFigures(
        quantity: .equityLoss, mean: Estimate(value: 500_500, standardError: 1e4),
        standardDeviation: 1e6, minimum: 0, maximum: 1e7,
        probabilityPositive: ProbabilityEstimate(successes: 1_000, trials: 10_000),
        tails: try [0.95, 0.99].map { level in
          TailFigures(
            level: level, valueAtRisk: try tail.valueAtRisk(level: Level(level)),
            expectedShortfall: try tail.expectedShortfall(level: Level(level)))
        },
        // Bins of 1 M: the first holds 9,000 zeros and the 99 losses below 1 M.
        histogram: LossHistogram(
          lowerEdge: 0, binWidth: 1e6,
          counts: [9_099] + [Int](repeating: 100, count: 9) + [1], below: 0, above: 0))
      figures.exceedances = tail.exceedances(levels: [0.95, 0.99])
      return figures
    }
  }
}
