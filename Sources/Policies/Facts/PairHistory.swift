import Calibration
import Foundation
import RiskMeasures
import VectorMath

/// Collateral measured in its debt: history of the price ratio, and what the two tokens deviate by.
///
///     r_t = r_t(collateral) − r_t(debt)
///
/// Tokens that follow the same price (an LST against ETH) have no history in their ratio; their
/// deviations, calibrated from the market document, are all that moves it.
package struct PairHistory: Sendable {
  /// Daily log returns of collateral over debt, oldest first; empty if both follow the same.
  package let returns: [Double]
  private let deviations: [TokenFacts.Deviation]
  /// Figures that are known already.
  private var known: [PairMeasure: Double] = [:]

  /// Histories of unequal length are aligned at their ends.
  package init(collateral: TokenFacts, debt: TokenFacts) {
    deviations = [collateral.deviation, debt.deviation].compactMap(\.self)
    if collateral.follows == debt.follows {
      returns = []
    } else {
      let count = max(collateral.returns.count, debt.returns.count)
      returns = (0..<count).map { i in
        Self.value(collateral.returns, i, count) - Self.value(debt.returns, i, count)
      }
    }
  }

  /// The same history with some figures worked out, which are then only looked up.
  package func measuring(_ measures: [PairMeasure]) -> PairHistory {
    var history = self
    for measure in measures { history.known[measure] = value(of: measure) }
    return history
  }

  private func value(of measure: PairMeasure) -> Double {
    if let value = known[measure] { return value }
    switch measure {
    case .valueAtRisk(let level, let days):
      return historical(days: days) { $0.valueAtRisk(level: level).value }
        + NormalDistribution.quantile(level.value) * deviation(days: Double(days))
    case .expectedShortfall(let level, let days):
      let z = NormalDistribution.quantile(level.value)
      return historical(days: days) { $0.expectedShortfall(level: level).value }
        + NormalDistribution.density(z) / (1 - level.value) * deviation(days: Double(days))
    case .volatility(let decay):
      guard !returns.isEmpty else { return 0 }
      let initial = returns.reduce(0) { $0 + $1 * $1 } / Double(returns.count)
      let daily = EwmaVolatility(decay: decay).variance(of: returns, initial: initial)
      return (daily * 365).squareRoot()
    }
  }

  /// Histories end on the same day; a shorter one is 0 before it begins.
  private static func value(_ returns: [Double], _ i: Int, _ count: Int) -> Double {
    let k = i - (count - returns.count)
    return k >= 0 ? returns[k] : 0
  }

  /// Log losses over so many days, overlapping.
  package func losses(days: Int) -> [Double] {
    guard returns.count >= days else { return [] }
    var sum = returns[0..<days].reduce(0, +)
    var losses = [-sum]
    for i in days..<returns.count {
      sum += returns[i] - returns[i - days]
      losses.append(-sum)
    }
    return losses
  }

  /// Log loss that is exceeded with probability 1 − level: historical quantile of the ratio, plus the
  /// normal quantile of the deviations, as if both came together.
  package func valueAtRisk(level: Level, days: Int) -> Double {
    value(of: .valueAtRisk(level: level, days: days))
  }

  /// Mean log loss beyond the quantile, in the same way.
  package func expectedShortfall(level: Level, days: Int) -> Double {
    value(of: .expectedShortfall(level: level, days: days))
  }

  private func historical(days: Int, _ measure: (LossSample) -> Double) -> Double {
    let losses = losses(days: days)
    if losses.isEmpty { return 0 }
    do {
      return try measure(LossSample(losses))
    } catch {
      preconditionFailure("closes have been checked: \(error)")
    }
  }

  /// Standard deviation over so many days of what the two tokens deviate by, of a logarithm.
  package func deviation(days: Double) -> Double {
    deviations.reduce(0) { sum, deviation in
      let sd = deviation.standardDeviation(days: days)
      return sum + sd * sd
    }.squareRoot()
  }

  /// Annualised exponentially weighted volatility of the ratio's daily returns; 0 without history.
  package func volatility(decay: Double) -> Double {
    value(of: .volatility(decay: decay))
  }

  /// Share of value that a log loss takes: 1 − e^(−x).
  package static func share(ofLogLoss x: Double) -> Double { -expm1(-x) }
}
