import Foundation
import Testing

/// Promises of the repository itself.
@Suite struct FloorPlanTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// One concept per file; 500 lines is the ceiling.
  @Test func filesAreShort() throws {
    for folder in ["Sources", "Tests"] {
      let files = FileManager.default.enumerator(
        at: Self.root.appending(path: folder), includingPropertiesForKeys: nil)
      while let file = files?.nextObject() as? URL {
        guard file.pathExtension == "swift" else { continue }
        let lines = try String(contentsOf: file, encoding: .utf8).split(
          separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 501, "\(file.lastPathComponent)")
      }
    }
  }

  /// Only LinearAlgebra talks to OpenBLAS.
  @Test func onlyLinearAlgebraImportsOpenBLAS() throws {
    let files = FileManager.default.enumerator(
      at: Self.root.appending(path: "Sources"), includingPropertiesForKeys: nil)
    var importers: Set<String> = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      if try String(contentsOf: file, encoding: .utf8).contains("import COpenBLAS") {
        importers.insert(file.deletingLastPathComponent().lastPathComponent)
      }
    }
    #expect(importers == ["LinearAlgebra"])
  }
}
