import Diagnostics
import Foundation
import Tables
import Testing

@testable import Reporting

/// A run directory written by the engine and read back.
@Suite struct RunDirectoryTests {
  /// Writes a run directory, changes a file of it, hands its path over, and removes it.
  private func withRun(
    changing name: String? = nil, _ change: (String) -> String = { $0 },
    _ body: (String) throws -> Void
  ) throws {
    let parent = FileManager.default.temporaryDirectory
      .appending(path: "reporting-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    defer { try! FileManager.default.removeItem(at: parent) }
    let path = parent.appending(path: "run").path
    let context = RunContext(
      version: "0.1.0", swiftVersion: "6.3", cpu: "x86-64 avx2", workers: 3,
      startTime: "2025-01-01T02:00:00Z", wallSeconds: 1.25, cpuSeconds: 3,
      inputs: [
        .init(role: "run", path: "desks/x.yaml", copyName: "run.yaml", bytes: Array("x: 1\n".utf8))
      ])
    try RunDirectoryWriter.write(
      try SyntheticRun.result(), context, to: try OutputDirectory(at: path))
    if let name {
      let file = URL(filePath: path).appending(path: name)
      try Data(change(String(decoding: try Data(contentsOf: file), as: UTF8.self)).utf8)
        .write(to: file)
    }
    try body(path)
  }

  /// What reading a file of the changed run is refused with.
  private func refusal(
    changing name: String, _ change: (String) -> String, reading file: String
  ) throws -> String {
    var text = ""
    try withRun(changing: name, change) { path in
      let error = #expect(throws: InputError.self) { try RunDirectory(at: path).read(file) }
      text = (error?.description ?? "").replacing(path + "/", with: "")
    }
    return text
  }

  @Test func manifestIsReadBackAsItWasWritten() throws {
    try withRun { path in
      let run = try RunDirectory(at: path)
      let bytes = try InputFile.read(path + "/manifest.json")
      #expect(run.manifest.encoded() == bytes)
      #expect(run.manifest.workers == 3 && run.manifest.wallSeconds == 1.25)
      #expect(run.manifest.inputs.map(\.copy) == ["run.yaml"])
      #expect(try run.seed == SyntheticRun.result().plan.paths.seed)
      #expect(try run.read("run.yaml") == Array("x: 1\n".utf8))
      for output in run.manifest.outputs {
        #expect(try run.read(output.name).count == output.bytes)
      }
    }
  }

  @Test func changedFileIsRefusedWithBothHashes() throws {
    let text = try refusal(changing: "run.yaml", { $0 + "y: 2\n" }, reading: "run.yaml")
    #expect(
      text.hasPrefix("run.yaml: error: this file has been changed: its SHA-256 is "), "\(text)")
    #expect(text.contains(SHA256.hexDigest(of: Array("x: 1\ny: 2\n".utf8))))
    #expect(text.contains(SHA256.hexDigest(of: Array("x: 1\n".utf8))))
  }

  @Test func fileThatTheManifestDoesNotListIsRefused() throws {
    let text = try refusal(
      changing: "manifest.json", { $0.replacing("\"name\": \"run.yaml\"", with: "\"name\": \"\"") },
      reading: "run.yaml")
    #expect(
      text.hasPrefix("run.yaml: error: the manifest of the run does not list this file"), "\(text)")
  }

  @Test(arguments: [
    ("lst-risk/manifest/1", "lst-risk/manifest/2", "the manifest has schema 'lst-risk/manifest/2'"),
    ("\"seed\": \"", "\"seed\": \"x", "the manifest has schema 'lst-risk/manifest/1'"),
    ("\"outputs\"", "\"others\"", "this is not the manifest of a run directory"),
    ("{", "", "this is not the manifest of a run directory"),
  ])
  func manifestThatCannotBeReadIsRefused(old: String, new: String, words: String) throws {
    let text = try refusal(
      changing: "manifest.json", { $0.replacing(old, with: new, maxReplacements: 1) },
      reading: "run.yaml")
    #expect(text.hasPrefix("manifest.json: error: \(words)"), "\(text)")
  }

  /// Two paths are kept: as many are read as are asked for, and both where more are.
  @Test(arguments: [(1, [17]), (2, [17, 4]), (9, [17, 4])] as [(Int, [UInt64])])
  func worstPathsStandInOrder(count: Int, expected: [UInt64]) throws {
    #expect(try worstPaths(count, after: "2,4,1.0\n") == expected)
  }

  @Test(arguments: ["2,-4,1.0\n", "2,999999999,1.0\n"])
  func worstPathThatIsNoPathOfTheRunIsRefused(row: String) throws {
    let error = #expect(throws: InputError.self) { _ = try worstPaths(2, after: row) }
    #expect(error?.description.contains("it must be a path number of the run") == true)
    #expect(try worstPaths(1, after: row) == [17])
  }

  /// Reads the worst paths of a run whose table has one more row, which its manifest knows.
  private func worstPaths(_ count: Int, after row: String) throws -> [UInt64] {
    var paths: [UInt64] = []
    func change(_ table: String) -> String { table + row }
    try withRun(changing: "worst_paths.csv", change) { path in
      let stated = try RunDirectory(at: path).manifest.outputs.first {
        $0.name == "worst_paths.csv"
      }
      let found = SHA256.hexDigest(of: try InputFile.read(path + "/worst_paths.csv"))
      let manifest = String(
        decoding: try InputFile.read(path + "/manifest.json"), as: UTF8.self)
      try Data(manifest.replacing(try #require(stated).sha256, with: found).utf8)
        .write(to: URL(filePath: path + "/manifest.json"))
      paths = try RunDirectory(at: path).worstPaths(count)
    }
    return paths
  }
}
