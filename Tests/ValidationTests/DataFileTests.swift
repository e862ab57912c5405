import Foundation
import Testing
import Validation

/// Data files beside reference tables: what a column is called is the file's own affair.
@Suite struct DataFileTests {
  private func passed(
    _ table: String, _ file: String, _ header: String, _ edit: (String) -> String = { $0 }
  ) async throws -> (passed: Int, failed: Int) {
    let directory = try TableDirectory()
    try directory.copy(table)
    let folder = table.prefix { $0 != "/" }
    let path = directory.path + "/\(folder)/\(file)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let rows = text.split(separator: "\n").dropFirst().joined(separator: "\n")
    try directory.write("\(folder)/\(file)", header + "\n" + edit(rows) + "\n")
    let report = try await ValidationRun(directory: directory.path).run()
    let found = try #require(report.tables.first { $0.name == table })
    return (found.passed, found.failed)
  }

  /// The tables of Tests/References under headers that nobody has seen.
  @Test(arguments: [
    ("evt/gpd_fit", "danish_fire.csv", "day,claims"),
    ("evt/gpd_fit", "danish_fire.csv", "x,\"loss, #\""),
    ("timeseries/garch_fit", "dem2gbp.csv", "r"),
    ("timeseries/ou_calibration", "ou_series_v1.csv", "discount of stETH"),
    ("backtest/pit_tests", "pit_v1.csv", "u"),
    ("backtest/acerbi_szekely", "es_series_v1.csv", "profit,quantile,shortfall"),
    ("matrices/ledoit_wolf", "ledoit_wolf_v1.csv", "eth,btc,sol"),
  ])
  func anyHeaderWillDo(table: String, file: String, header: String) async throws {
    let found = try await passed(table, file, header)
    #expect(found.failed == 0 && found.passed > 0)
  }

  /// A text column before, and one after, the numbers.
  @Test func textColumnsArePassedOver() async throws {
    let found = try await passed("backtest/pit_tests", "pit_v1.csv", "desk,u,note") { rows in
      rows.split(separator: "\n").map { "a,\($0),b" }.joined(separator: "\n")
    }
    #expect(found.failed == 0 && found.passed > 0)
  }

  /// Named columns may stand in any order.
  @Test func knownNamesDecideTheOrder() async throws {
    let found = try await passed(
      "backtest/acerbi_szekely", "es_series_v1.csv", "es,pnl,var"
    ) { rows in
      rows.split(separator: "\n").map {
        let cells = $0.split(separator: ",")
        return "\(cells[2]),\(cells[0]),\(cells[1])"
      }.joined(separator: "\n")
    }
    #expect(found.failed == 0 && found.passed > 0)
  }

  /// Too few columns of numbers, or a cell that is none further down: an error with its place.
  @Test func missingNumbersFail() async throws {
    let none = try await passed("backtest/pit_tests", "pit_v1.csv", "u") { _ in "a\nb" }
    #expect(none.failed > 0)
    let few = try await passed("matrices/ledoit_wolf", "ledoit_wolf_v1.csv", "a,b,c") { rows in
      rows.split(separator: "\n").map {
        "x," + $0.split(separator: ",").dropFirst().joined(separator: ",")
      }
      .joined(separator: "\n")
    }
    #expect(few.failed > 0)
    let late = try await passed("backtest/pit_tests", "pit_v1.csv", "u") { $0 + "\nn/a" }
    #expect(late.failed > 0)
  }
}
