import Diagnostics
import Foundation
import Input
import Testing

/// Compares texts with files under Goldens; `UPDATE_GOLDENS=1` writes them anew.
enum Golden {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Goldens")
  static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1"

  static func expect(
    _ text: String, matches name: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appending(path: name + ".txt")
    if isUpdating {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let found = text.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
    for i in 0..<max(found.count, wanted.count) {
      let a = i < found.count ? found[i] : "(nothing)"
      let b = i < wanted.count ? wanted[i] : "(nothing)"
      #expect(a == b, "\(name).txt:\(i + 1)", sourceLocation: sourceLocation)
      if a != b { return }
    }
  }
}

/// One edit of the example run and the document that it makes wrong.
struct BadDocument {
  let name: String
  let file: String
  let edit: Edit

  enum Edit {
    /// The text that is replaced, which stands in the file once, and what it becomes.
    case replace(String, String)
    case whole(String)
    case bytes([UInt8])
    case remove
    case several([(file: String, old: String, new: String)])
  }

  init(_ name: String, _ file: String, _ old: String, _ new: String) {
    self.name = name
    self.file = file
    edit = .replace(old, new)
  }

  init(_ name: String, _ file: String, whole: String) {
    self.name = name
    self.file = file
    edit = .whole(whole)
  }

  init(_ name: String, _ file: String, edit: Edit) {
    self.name = name
    self.file = file
    self.edit = edit
  }

  /// The example's files after the edit.
  func files() -> [String: [UInt8]] {
    var files = ExampleRun.files.mapValues { Array($0.utf8) }
    switch edit {
    case .replace(let old, let new): Self.replace(old, new, in: file, of: &files)
    case .whole(let text): files[file] = Array(text.utf8)
    case .bytes(let bytes): files[file] = bytes
    case .remove: files[file] = nil
    case .several(let edits):
      for edit in edits { Self.replace(edit.old, edit.new, in: edit.file, of: &files) }
    }
    return files
  }

  private static func replace(
    _ old: String, _ new: String, in file: String, of files: inout [String: [UInt8]]
  ) {
    let text = String(decoding: files[file] ?? [], as: UTF8.self)
    precondition(text.components(separatedBy: old).count == 2, "'\(old)' stands once in \(file)")
    files[file] = Array(text.replacingOccurrences(of: old, with: new).utf8)
  }

  /// What loading says, with the temporary folder left out of paths.
  func report() throws -> String {
    try TemporaryFolder.with(files()) { folder in
      let clock = ContinuousClock()
      let start = clock.now
      var text: String
      do throws(InputErrors) {
        let run = try RunDocument.load("\(folder)/run.yaml")
        text = "loaded\n" + run.warnings.map { "\($0)\n" }.joined()
      } catch {
        text = error.errors.map { "\($0)\n" }.joined()
      }
      #expect(clock.now - start < .seconds(2), "\(name) is refused without a simulation")
      return text.replacingOccurrences(of: folder + "/", with: "")
    }
  }
}

/// Checks a group of bad documents against one golden file.
func expectGolden(_ cases: [BadDocument], _ name: String) throws {
  var text = ""
  for bad in cases { text += "## \(bad.name)\n\(try bad.report())\n" }
  try Golden.expect(text, matches: name)
}
