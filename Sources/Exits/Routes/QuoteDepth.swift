import Foundation

/// A book of levels from aggregated quotes of average impact.
///
/// 1. Isotonic regression of the impact on size: a(q), linear in ln q between quotes, constant outside.
/// 2. Cost at the knots: Cᵢ = Kᵢ a(Kᵢ).
/// 3. Slopes between knots, made non-decreasing by isotonic regression weighted with the distance of the knots, which
///    keeps the cost at the last knot and makes F concave.
/// 4. Levels: Kᵢ − Kᵢ₋₁ tokens at 1 − slope.
package struct QuoteDepth: Sendable, Hashable {
  /// What an aggregator has quoted for one size.
  package struct Quote: Sendable, Hashable {
    /// Tokens, positive.
    package let size: Double
    /// 1 − average price / price of the first token.
    package let impact: Double

    /// One row of the quotes.
    package init(size: Double, impact: Double) {
      self.size = size
      self.impact = impact
    }
  }

  /// By knot: a(Kᵢ), fractions.
  package let averageImpacts: [Double]
  /// By knot, best first.
  package let levels: [LevelsVenue.Level]

  /// What selling up to the last knot costs, in tokens.
  package var totalCost: Double { levels.reduce(0) { $0 + $1.size * (1 - $1.price) } }

  /// Fits a book.
  ///
  /// - Parameters:
  ///   - quotes: At least one, of different positive sizes.
  ///   - knots: Ascending and positive: where the levels end.
  package init(_ quotes: [Quote], knots: [Double]) {
    precondition(!quotes.isEmpty && !knots.isEmpty, "quotes make levels")
    let sorted = quotes.sorted { $0.size < $1.size }
    let logs = sorted.map { log($0.size) }
    let fitted = IsotonicRegression.fit(
      sorted.map(\.impact), weights: sorted.map { _ in 1 })
    averageImpacts = knots.map { Self.impact(at: log($0), logs, fitted) }
    var widths: [Double] = []
    var slopes: [Double] = []
    var (lastKnot, lastCost) = (0.0, 0.0)
    for (knot, impact) in zip(knots, averageImpacts) {
      let cost = knot * impact
      widths.append(knot - lastKnot)
      slopes.append((cost - lastCost) / (knot - lastKnot))
      (lastKnot, lastCost) = (knot, cost)
    }
    levels = zip(widths, IsotonicRegression.fit(slopes, weights: widths)).map {
      LevelsVenue.Level(size: $0, price: 1 - $1)
    }
  }

  private static func impact(at log: Double, _ logs: [Double], _ fitted: [Double]) -> Double {
    guard let above = logs.firstIndex(where: { $0 >= log }) else { return fitted[logs.count - 1] }
    if above == 0 { return fitted[0] }
    let share = (log - logs[above - 1]) / (logs[above] - logs[above - 1])
    return fitted[above - 1] + share * (fitted[above] - fitted[above - 1])
  }
}
