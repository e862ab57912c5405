import Calibration
import VectorMath

/// RiskMetrics' volatility with its published decay, 0.94 for days: nothing is estimated, so that no
/// window is refused.
///
/// Reference: J.P. Morgan and Reuters (1996), RiskMetrics Technical Document, 4th edition, section 5.2.
enum FixedDecayVolatility {
  static let name = "ewma-0.94"

  /// Volatility of the step after the last return, per square root of a year.
  static func annualVolatility(of returns: ReturnSeries) -> Double {
    let start = RunningMoments(returns.values).variance
    let variance = EwmaVolatility(decay: 0.94).variance(of: returns.values, initial: start)
    return (variance / returns.step.length).squareRoot()
  }
}
