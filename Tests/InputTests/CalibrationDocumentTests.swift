import Calibration
import Diagnostics
import Foundation
import Input
import Testing

@Suite struct CalibrationDocumentTests {
  /// The errors of a folder, with plain file names.
  private static func errors(_ other: [String: String]) throws -> [String] {
    try TemporaryFolder.with(CalibrationFolder.files(other)) { folder in
      do {
        _ = try CalibrationDocument.load(
          folder + "/mapping.yaml", writing: folder + "/out.yaml")
        return []
      } catch let errors as InputErrors {
        return errors.errors.map { $0.description.replacing(folder + "/", with: "") }
      }
    }
  }

  private static func warnings(_ other: [String: String]) throws -> [String] {
    try TemporaryFolder.with(CalibrationFolder.files(other)) { folder in
      try CalibrationDocument.load(
        folder + "/mapping.yaml", writing: folder + "/out.yaml"
      ).warnings.map {
        $0.description.replacing(folder + "/", with: "")
      }
    }
  }

  private static func edited(_ edit: (inout [[String]]) -> Void) -> [String: String] {
    var rows = CalibrationFolder.rows
    edit(&rows)
    return ["eth.csv": CalibrationFolder.table(rows)]
  }

  private static func mapping(_ found: String, _ instead: String) -> [String: String] {
    ["mapping.yaml": CalibrationFolder.mapping.replacing(found, with: instead)]
  }

  @Test func aRightFolderLoads() throws {
    #expect(try Self.errors([:]).isEmpty)
    #expect(try Self.warnings([:]).isEmpty)
  }

  /// Histories that cannot be used: each with the place of the fault and what to do.
  @Test func badHistoriesAreRefusedWithTheirPlace() throws {
    let cases: [(what: String, files: [String: String], text: [String])] = [
      ("empty", ["eth.csv": "date,close,apr,usage\n"], ["eth.csv:", "no rows"]),
      (
        "no file", Self.mapping("file: eth.csv, value: close", "file: eht.csv, value: close"),
        ["mapping.yaml:4:15", "no such file"]
      ),
      (
        "constant", Self.edited { for i in $0.indices { $0[i][1] = "3000" } },
        ["mapping.yaml:4:8", "has the same value, 3000.0, on all 182 dates"]
      ),
      (
        "short", Self.edited { $0 = Array($0.suffix(40)) },
        ["mapping.yaml:8:8", "has 40 values in its window; student-t needs at least 51"]
      ),
      (
        "negative", Self.edited { $0[4][1] = "-3000" },
        ["eth.csv:6:12", "close is '-3000'", "greater than 0"]
      ),
      ("not a number", Self.edited { $0[4][1] = "n/a" }, ["eth.csv:6:12", "close is 'n/a'"]),
      (
        "per cent of a share", Self.edited { $0[9][3] = "83.1" },
        ["eth.csv:11:", "usage is '83.1'", "write unit: percent"]
      ),
      (
        "per cent of a rate", Self.edited { for i in $0.indices { $0[i][2] = "3.\(i)" } },
        ["mapping.yaml:5:8", "% a year", "write unit: percent"]
      ),
      (
        "twice", Self.edited { $0[7][0] = $0[6][0] },
        ["eth.csv:9: ", "2024-01-07 stands twice"]
      ),
      (
        "no column", Self.mapping("value: close", "value: closed"),
        ["mapping.yaml:4:31", "has no column 'closed'", "did you mean 'close'?"]
      ),
      (
        "directory", Self.mapping("file: eth.csv, value: close", "file: ., value: close"),
        ["mapping.yaml:4:15", "a directory"]
      ),
      (
        "window before the start",
        Self.mapping("student-t, series: eth", "student-t, series: eth, from: 2023-01-01"),
        ["mapping.yaml:8:50", "starts on 2024-01-01"]
      ),
      (
        "no series", Self.mapping("utilisation, series: usage", "utilisation, series: usge"),
        ["mapping.yaml:9:43", "did you mean 'usage'?"]
      ),
      (
        "wrong quantity", Self.mapping("utilisation, series: usage", "utilisation, series: apr"),
        ["mapping.yaml:9:43", "it is a rate, not a share"]
      ),
      (
        "no estimator", Self.mapping("estimator: student-t", "estimator: studen-t"),
        ["mapping.yaml:8:20", "did you mean 'student-t'?"]
      ),
      (
        "no factor", Self.mapping("  usage: {estimator", "  usages: {estimator"),
        ["mapping.yaml:9:3", "did you mean 'usage'?"]
      ),
      (
        "wrong unit", Self.mapping("quantity: price, unit: USD", "quantity: price, unit: percent"),
        ["mapping.yaml:4:", "it is no unit of a price"]
      ),
      (
        "nothing before asOf", Self.mapping("asOf: 2024-06-30", "asOf: 2023-06-30"),
        ["mapping.yaml:4:8", "has no values up to 2023-06-30"]
      ),
    ]
    for (what, files, texts) in cases {
      let found = try Self.errors(files)
      let whole = found.joined(separator: "\n")
      #expect(!found.isEmpty, "\(what)")
      for text in texts { #expect(whole.contains(text), "\(what): \(whole)") }
    }
  }

  @Test func everyMistakeIsTold() throws {
    var files = Self.edited {
      $0[1][1] = "-1"
      $0[2][3] = "x"
    }
    files.merge(Self.mapping("series: usage}", "series: usage, speed: 3}")) { $1 }
    let found = try Self.errors(files)
    #expect(found.count == 3, "\(found)")
  }

  @Test func strangeHistoriesAreWarnedOf() throws {
    let cases: [(what: String, files: [String: String], text: [String])] = [
      ("out of order", Self.edited { $0.swapAt(3, 4) }, ["eth.csv:6: ", "out of order"]),
      (
        "repeated row", Self.edited { $0.insert($0[5], at: 5) },
        ["eth.csv:8: ", "stands twice with one value"]
      ),
      (
        "gap",
        Self.edited { for i in 0..<90 { $0[i][0] = $0[i][0].replacing("2024", with: "2020") } },
        ["mapping.yaml:4:8", "has no values for 1462 days after 2020-03-30"]
      ),
      (
        "old", Self.mapping("asOf: 2024-06-30", "asOf: 2024-08-30"),
        ["ends on 2024-06-30, 61 days before asOf"]
      ),
      (
        "fractions as per cent",
        Self.mapping("quantity: rate, unit: fraction", "quantity: rate, unit: percent"),
        ["mapping.yaml:5:8", "write unit: fraction"]
      ),
    ]
    for (what, files, texts) in cases {
      let whole = try Self.warnings(files).joined(separator: "\n")
      for text in texts { #expect(whole.contains(text), "\(what): \(whole)") }
    }
  }

  /// What comes after asOf is not read: not even its mistakes are seen.
  @Test func nothingAfterTheDateIsRead() throws {
    func fit(_ files: [String: String]) throws -> [Double] {
      try TemporaryFolder.with(CalibrationFolder.files(files)) { folder in
        try CalibrationDocument.load(
          folder + "/mapping.yaml", writing: folder + "/out.yaml"
        ).plans[0].series.values
      }
    }
    let after = Self.edited {
      $0.append(["2024-07-01", "-5", "x", "900"])
      $0.append(["2025-07-01", "1e9", "", ""])
    }
    #expect(try fit(after) == fit([:]))
  }

  /// Missing values are passed over, and zones shift instants, not dates.
  @Test func missingValuesAndZones() throws {
    let holes = Self.edited { for i in stride(from: 3, to: 60, by: 5) { $0[i][3] = "" } }
    try TemporaryFolder.with(CalibrationFolder.files(holes)) { folder in
      let loaded = try CalibrationDocument.load(
        folder + "/mapping.yaml", writing: folder + "/out.yaml")
      #expect(loaded.plans[0].series.count == 182)
      #expect(loaded.plans[1].series.count == 170)
    }
    let zone = Self.mapping("unit: USD}", "unit: USD, timeZone: \"+06:00\", observed: start}")
    try TemporaryFolder.with(CalibrationFolder.files(zone)) { folder in
      let series = try CalibrationDocument.load(
        folder + "/mapping.yaml", writing: folder + "/out.yaml"
      ).plans[0].series
      #expect(series.days[0] == Double(series.dates[0].dayNumber) - 0.25)
    }
  }
}
