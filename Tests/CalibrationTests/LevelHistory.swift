import Calibration
import Foundation

/// Levels whose law is known, written down from the definitions.
enum LevelHistory {
  /// Daily values of a mean-reverting level with measurement error, the days in `missing` left out.
  static func reversion(
    _ draws: inout Draws, level: Double, speed: Double, volatility: Double, error: Double,
    count: Int, missing: (Int) -> Bool = { _ in false }
  ) -> (days: [Double], values: [Double]) {
    let path = SimulatedHistory.ornsteinUhlenbeck(
      &draws, speed: speed, mean: level, volatility: volatility, step: 1 / 365.0, count: count)
    var days: [Double] = []
    var values: [Double] = []
    for (i, x) in path.enumerated() where !missing(i) {
      days.append(Double(i))
      values.append(x + error * draws.normal())
    }
    return (days, values)
  }

  /// Daily values of a square-root process by 50 Euler steps a day, which is exact for our purpose.
  static func squareRoot(
    _ draws: inout Draws, mean: Double, speed: Double, volatility: Double, error: Double,
    count: Int
  ) -> [Double] {
    var r = mean
    let h = 1 / (365.0 * 50)
    return (0..<count + 200).map { _ in
      for _ in 0..<50 {
        r += speed * (mean - r) * h + volatility * (max(r, 0) * h).squareRoot() * draws.normal()
      }
      return max(r, 1e-6) + error * draws.normal()
    }.suffix(count)
  }
}
