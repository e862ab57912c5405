import Calibration
import Foundation
import Testing

/// Every trailing window of 500 days of ETH refitted, as a backtest does; in release, with
/// LSTRISK_ACCEPTANCE set.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["LSTRISK_ACCEPTANCE"] != nil))
struct RollingFitAcceptanceTests {
  /// 2,110 windows on one core, each from the fit before. A refusal names what ran to its bound: such
  /// windows show no clustering (α = 0) or none that fades (ω = 0).
  @Test func garchRefitsEveryWindow() throws {
    let values = try EthCloses.returns().values
    var estimator = GarchEstimator()
    estimator.persistence = .limited(to: 0.9999)
    var previous: ProcessFit?
    var refusals: [String: Int] = [:]
    var held = 0
    let clock = ContinuousClock()
    let start = clock.now
    let windows = values.count - 499
    for first in 0..<windows {
      let window = try ReturnSeries(Array(values[first..<first + 500]))
      do {
        let fit = try estimator.fit(window, from: previous)
        if fit.warnings.contains(.persistenceHeld(at: 0.9999)) { held += 1 }
        previous = fit
      } catch {
        guard case .onBound(let name, _) = error else { throw error }
        refusals[name, default: 0] += 1
        previous = nil
      }
    }
    let seconds = (clock.now - start) / .seconds(1)
    print("\(windows) windows in \(seconds) s; held: \(held), refused: \(refusals)")
    #expect(seconds < 60)
    #expect(refusals.values.reduce(0, +) < windows / 8)
  }

  /// A warm start finds what a cold one finds, or more.
  @Test func warmStartsLoseNoMaximum() throws {
    let values = try EthCloses.returns().values
    var previous: ProcessFit?
    var compared = 0
    for first in stride(from: 0, through: values.count - 500, by: 20) {
      let window = try ReturnSeries(Array(values[first..<first + 500]))
      var estimator = GarchEstimator()
      estimator.persistence = .limited(to: 0.9999)
      do {
        let cold = try estimator.fit(window)
        let warm = try estimator.fit(window, from: previous)
        #expect(warm.logLikelihood > cold.logLikelihood - 1e-6, "window \(first)")
        previous = cold
        compared += 1
      } catch { previous = nil }
    }
    #expect(compared > 80)
  }
}
