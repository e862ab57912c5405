import Foundation
import Tables
import Testing

/// What a run directory holds.
@Suite(.whenAccepting) struct RunDirectoryAcceptanceTests {
  private static let results = [
    "accounts.csv", "contributions.csv", "distribution.csv", "liquidation_days.csv",
    "manifest.json", "mark_quantiles.csv", "report.html", "report.json", "summary.csv",
    "worst_paths.csv",
  ]

  @Test func filesAreAllThereAndMatchTheManifest() throws {
    let scratch = try Scratch()
    try scratch.program.report("run")
    let names = try scratch.names("run")
    #expect(names.filter { !$0.hasPrefix("input-") } == Self.results)
    let manifest = try JSON(try scratch.bytes("run/manifest.json"))
    #expect(try manifest["schema"].text == "lst-risk/manifest/1")
    #expect(try manifest["paths"].number == 2000)
    let outputs = try manifest["outputs"].items
    #expect(
      try outputs.map { try $0["name"].text }.sorted() == names.filter { $0 != "manifest.json" })
    for output in outputs {
      let name = try output["name"].text
      let bytes = try scratch.bytes("run/" + name)
      #expect(try output["sha256"].text == SHA256.hexDigest(of: bytes), "\(name)")
      #expect(try output["bytes"].number == Double(bytes.count), "\(name)")
    }
  }

  /// The copies are the documents: same bytes as at the path that the manifest names.
  @Test func copiesAreTheDocuments() throws {
    let scratch = try Scratch()
    try scratch.copyQuickstart()
    #expect(try scratch.program.run(["report", "run.yaml", "--out", "run"]).code == 0)
    let inputs = try JSON(try scratch.bytes("run/manifest.json"))["inputs"].items
      .filter { try $0["role"].text != "index" }
    #expect(inputs.count == 4 + (try scratch.names("tokens").count))
    for input in inputs {
      let copy = try scratch.bytes("run/" + (try input["copy"].text))
      #expect(try input["sha256"].text == SHA256.hexDigest(of: copy))
      #expect(try copy == scratch.bytes(try input["path"].text))
    }
  }

  @Test func everyTableParsesUnderStatedComments() throws {
    let scratch = try Scratch()
    try scratch.program.report("run")
    for name in Self.results where name.hasSuffix(".csv") {
      let table = try ResultTable(try scratch.bytes("run/" + name), name)
      #expect(table.comments.count >= 3, "\(name)")
      #expect(table.comments.first?.hasPrefix("lst-risk 0.1.0: ") == true, "\(name)")
      #expect(table.comments.contains { $0.contains("paths 2000; seed 1") }, "\(name)")
      #expect(!table.rows.isEmpty, "\(name)")
    }
    let report = try JSON(try scratch.bytes("run/report.json"))
    #expect(try report["schema"].text == "lst-risk/report/1")
    #expect(try report["subjects"]["accounts"].items.count == 3)
  }

  @Test func jsonOnStandardOutputIsTheFile() throws {
    let scratch = try Scratch()
    let outcome = try scratch.program.report("run", ["--paths", "2000", "--json"])
    #expect(Array(outcome.output.utf8) == (try scratch.bytes("run/report.json")))
    #expect(outcome.errors == "")
  }

  @Test func quietPrintsNothing() throws {
    let scratch = try Scratch()
    let outcome = try scratch.program.report("run", ["--paths", "2000", "--quiet"])
    #expect(outcome.output == "" && outcome.errors == "")
  }

  @Test func defaultNameIsTheDocumentsWithItsDate() throws {
    let scratch = try Scratch()
    let outcome = try scratch.program.run(["report", Program.quickstart, "--paths", "1000"])
    #expect(outcome.code == 0)
    #expect(try scratch.names() == ["quickstart-2024-12-31"])
  }

  /// The same bytes for any number of workers, time zone and locale; the manifest alone says more.
  @Test func bytesDependOnSeedAlone() throws {
    let scratch = try Scratch()
    let environments = [
      [:], ["TZ": "Pacific/Apia"], ["LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8"],
      ["LC_ALL": "C", "TZ": "UTC"],
    ]
    try scratch.program.report("first", ["--paths", "6000", "--workers", "1"])
    for (k, environment) in environments.enumerated() {
      var program = scratch.program
      program.environment = environment
      let workers = [2, 7, 1, 2][k]
      try program.report("run\(k)", ["--paths", "6000", "--workers", "\(workers)"])
      for name in try scratch.names("first") where name != "manifest.json" {
        #expect(
          try scratch.bytes("run\(k)/" + name) == scratch.bytes("first/" + name),
          "\(name), \(workers) workers, \(environment)")
      }
    }
    try scratch.program.report("other", ["--paths", "6000", "--seed", "2"])
    #expect(try scratch.bytes("other/summary.csv") != scratch.bytes("first/summary.csv"))
  }
}
