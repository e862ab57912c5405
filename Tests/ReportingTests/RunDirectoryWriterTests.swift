import Foundation
import Tables
import Testing

@testable import Reporting

@Suite struct RunDirectoryWriterTests {
  private func context(workers: Int = 2, start: String = "2025-01-01T02:00:00Z") -> RunContext {
    RunContext(
      version: "0.1.0", swiftVersion: "6.3.1", cpu: "x86-64 avx2", workers: workers,
      startTime: start, wallSeconds: Double(workers) * 1.5, cpuSeconds: 3,
      inputs: [
        .init(
          role: "run", path: "desks/desk.yaml", copyName: "run.yaml",
          bytes: Array("name: x\n".utf8))
      ], marketAsOf: "2024-12-30", priors: [])
  }

  /// Writes into a new directory, hands over its files by name, and removes it.
  private func written(_ context: RunContext) throws -> [String: Data] {
    let parent = FileManager.default.temporaryDirectory
      .appending(path: "reporting-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    defer { try! FileManager.default.removeItem(at: parent) }
    let target = parent.appending(path: "run").path
    try RunDirectoryWriter.write(
      try SyntheticRun.result(), context, to: try OutputDirectory(at: target))
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: target) {
      files[name] = try Data(contentsOf: URL(filePath: target).appending(path: name))
    }
    return files
  }

  @Test func everythingIsThere() throws {
    #expect(try written(context())["run.yaml"] == Data("name: x\n".utf8))
    let names = ReportCatalog.all.map { $0.fileName } + ["run.yaml", "manifest.json"]
    #expect(Set(try written(context()).keys) == Set(names))
    #expect(Set(names).count == names.count)
  }

  @Test func manifestListsTheHashOfEveryOtherFile() throws {
    let files = try written(context())
    let bytes = try #require(files["manifest.json"])
    let manifest = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    let outputs = try #require(manifest["outputs"] as? [[String: Any]])
    #expect(outputs.count == files.count - 1)
    for output in outputs {
      let name = try #require(output["name"] as? String)
      let file = try #require(files[name])
      #expect(output["sha256"] as? String == SHA256.hexDigest(of: Array(file)))
      #expect(output["bytes"] as? Int == file.count)
    }
    #expect(manifest["workers"] as? Int == 2)
    #expect(manifest["startTime"] as? String == "2025-01-01T02:00:00Z")
  }

  /// Workers and times reach the manifest and nothing else.
  @Test func onlyTheManifestKnowsHowItWasRun() throws {
    let one = try written(context())
    let other = try written(context(workers: 7, start: "2031-05-05T00:00:00Z"))
    #expect(one.keys.filter { one[$0] != other[$0] } == ["manifest.json"])
  }
}
