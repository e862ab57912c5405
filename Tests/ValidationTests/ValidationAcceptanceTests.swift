import Foundation
import Testing
import Validation

/// The whole validation with all simulations; in release, with LSTRISK_ACCEPTANCE set.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["LSTRISK_ACCEPTANCE"] != nil))
struct ValidationAcceptanceTests {
  /// Every claimed value of Tests/References.
  ///
  /// Seed, paths and standard errors stand in the report; at 2^19 paths and four standard errors a
  /// mean of the price at 80 % volatility that is off by 0.6 % is found.
  @Test func claimsHold() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let report = try await ValidationRun(directory: TableDirectory.references).run()
    let seconds = (clock.now - start) / .seconds(1)
    print(report.text)
    print("\(seconds) s")
    #expect(report.isPassing)
    #expect(report.tables.filter { $0.passed > 0 }.count == ReferenceCatalog.all.count)
  }

  /// Simulated figures fail too: a mean that is off by 1 % of the standard deviation of one path.
  @Test func reportsAChangedMean() async throws {
    let directory = try TableDirectory()
    try directory.copy("processes/gbm_terminal") {
      $0.replacing(",mean,100,", with: ",mean,101,", maxReplacements: 1)
    }
    let report = try await ValidationRun(directory: directory.path).run()
    #expect(report.tables[0].failures.map(\.quantity) == ["mean"])
  }

  /// Figures that know their own error: a critical value of −0.7004 that is off by 7 %, some 6 errors.
  @Test func reportsAChangedCriticalValue() async throws {
    let directory = try TableDirectory()
    try directory.copy("backtest/es_critical_values") {
      $0.replacing(",-0.7004,", with: ",-0.7504,", maxReplacements: 1)
    }
    let report = try await ValidationRun(directory: directory.path).run()
    #expect(report.tables[0].failures.map(\.quantity) == ["critical_0.05"])
  }

  /// One worker and two give the same bytes.
  @Test func reportDoesNotDependOnWorkers() async throws {
    let directory = try TableDirectory()
    for table in ["copula/tail_dependence", "portfolio/basket_lognormal", "special/norm_cdf"] {
      try directory.copy(table)
    }
    let one = try await ValidationRun(directory: directory.path, workers: 1).run()
    let two = try await ValidationRun(directory: directory.path, workers: 2).run()
    #expect(one.text == two.text)
  }
}
