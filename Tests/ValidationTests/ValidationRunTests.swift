import Diagnostics
import Testing
import Validation

@Suite struct ValidationRunTests {
  /// Every table without a simulation, in debug.
  @Test func closedFormsAgree() async throws {
    let directory = try TableDirectory()
    for check in ReferenceCatalog.all where !check.isSimulated { try directory.copy(check.table) }
    let report = try await ValidationRun(directory: directory.path).run()
    #expect(report.isPassing, "\(report.text)")
    #expect(report.tables.allSatisfy { $0.passed > 0 }, "\(report.text)")
    #expect(report.tables.count == ReferenceCatalog.all.count { !$0.isSimulated })
  }

  /// A digit changed in one expected value, and in one hash.
  @Test func reportsAChangedDigit() async throws {
    let directory = try TableDirectory()
    try directory.copy("special/inv_norm_cdf") {
      $0.replacing("2.5066282747031065e-7", with: "2.5067282747031065e-7", maxReplacements: 1)
    }
    try directory.copy("numerics/sha256") { $0.replacing("ba7816bf", with: "ba7816be") }
    let report = try await ValidationRun(directory: directory.path).run()
    #expect(!report.isPassing)
    #expect(report.failed == 2)
    let failures = report.tables.flatMap(\.failures)
    #expect(failures.map(\.caseID) == ["sha256-v002", "inv_norm_cdf-v003"])
    #expect(failures[1].expected == "2.5067282747031065e-7")
    #expect(report.text.contains("FAILED sha256-v002 digest"))
  }

  @Test func printsUnknownTablesAsNotCovered() async throws {
    let directory = try TableDirectory()
    try directory.write(
      "folder/strange.csv",
      "case_id,x,quantity,expected,tol_abs,tol_rel,mc_sd,source\na,1,y,2,,,,\na,1,z,3,,,,\n")
    try directory.write("folder/data.csv", "x\n1\n")
    try directory.copy("haircut/quantile_haircut")
    try directory.copy("processes/heston_terminal")
    let report = try await ValidationRun(directory: directory.path).run()
    #expect(report.isPassing)
    #expect(report.dataFileCount == 1)
    #expect(report.passed == 0)
    let strange = try #require(report.tables.first { $0.name == "folder/strange" })
    #expect(strange.notCovered == 2)
    #expect(strange.omissions[0].reason == "no check of a table of this name")
    let lines = report.text.split(separator: "\n")
    #expect(lines.contains("    not covered: 2 values (y, z): no check of a table of this name"))
    #expect(report.text.contains("policies take quantiles from history"))
    #expect(report.text.contains("stochastic variance"))
  }

  /// A quantity that is not known, an input that cannot be read, a file that is none.
  @Test func doesNotPassOverBadCases() async throws {
    let directory = try TableDirectory()
    try directory.write(
      "special/norm_cdf.csv",
      """
      case_id,x,quantity,expected,tol_abs,tol_rel,mc_sd,source
      a,0,cdf,0.5,,1e-13,,
      a,0,pdf,0.4,,1e-13,,
      b,zero,cdf,0.5,,1e-13,,

      """)
    try directory.write("special/inv_norm_cdf.csv", "case_id,p\n1\n")
    let report = try await ValidationRun(directory: directory.path).run()
    let normal = try #require(report.tables.last)
    #expect(normal.passed == 1)
    #expect(normal.notCovered == 1)
    #expect(normal.omissions[0].reason == "no check of a quantity of this name")
    #expect(normal.failures.map(\.caseID) == ["b"])
    #expect(report.tables[0].errors.count == 1)
    #expect(report.failed == 2)
  }

  /// A data file that is missing, has another column, or lies elsewhere.
  @Test(arguments: ["none.csv", "data.csv", "../backtest/pit_v1.csv", ""])
  func reportsBadDataFiles(_ name: String) async throws {
    let directory = try TableDirectory()
    try directory.copy("backtest/pit_tests") {
      $0.replacing("pit_v1.csv", with: name)
    }
    try directory.write("backtest/data.csv", "u\n0.5\n")
    let report = try await ValidationRun(directory: directory.path).run()
    let table = try #require(report.tables.first { $0.name == "backtest/pit_tests" })
    #expect(table.failed == 6 && table.passed == 6)
  }

  /// The tables may lie in the directory itself.
  @Test func namesTablesByTheirFolder() async throws {
    let report = try await ValidationRun(directory: TableDirectory.references + "/special").run()
    #expect(report.tables.map(\.name).contains("special/norm_cdf"))
    #expect(report.isPassing, "\(report.text)")
  }

  /// A case whose data file is missing, or lies outside its folder, fails; it is not passed over.
  @Test func needsTheDataFileOfACase() async throws {
    let directory = try TableDirectory()
    try directory.write(
      "evt/gpd_fit.csv",
      """
      case_id,data_file,threshold,quantity,expected,tol_abs,tol_rel,mc_sd,source
      a,missing.csv,10,n,2167,0,,,
      b,../evt/danish_fire.csv,10,n,2167,0,,,
      c,danish_fire.csv,10,n,2167,0,,,

      """)
    let data = try String(
      contentsOfFile: TableDirectory.references + "/evt/danish_fire.csv", encoding: .utf8)
    try directory.write("evt/danish_fire.csv", data)
    let report = try await ValidationRun(directory: directory.path).run()
    #expect(report.passed == 1)
    #expect(report.tables[0].failures.map(\.caseID) == ["a", "b"])
  }

  @Test func linesFitATerminal() async throws {
    let directory = try TableDirectory()
    try directory.copy("protocol/leverage_loop") { $0.replacing(",verdict,", with: ",v,") }
    try directory.copy("numerics/sha256") { $0.replacing("ba7816bf", with: "ba7816be") }
    let report = try await ValidationRun(directory: directory.path).run()
    let widest = report.text.split(separator: "\n").map(\.count).max() ?? 0
    #expect(widest <= ValidationReport.textWidth)
  }

  /// Nothing that fails, because there is nothing, is no success.
  @Test func refusesADirectoryWithoutTables() async throws {
    let directory = try TableDirectory()
    try directory.write("data.csv", "x\n1\n")
    let error = await #expect(throws: InputError.self) {
      try await ValidationRun(directory: directory.path).run()
    }
    #expect(error?.message == "there is no reference table in this directory")
  }

  @Test func refusesAMissingDirectory() async {
    await #expect(throws: (any Error).self) {
      try await ValidationRun(directory: "/no/such/directory").run()
    }
  }
}
