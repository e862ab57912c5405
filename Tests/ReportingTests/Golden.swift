import Foundation
import Testing

/// Outputs kept as files beside the tests. `UPDATE_GOLDENS=1` writes them anew.
enum Golden {
  static func check(
    _ bytes: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Goldens/Reporting").appending(path: name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
      return
    }
    let expected = rounded(String(decoding: try Data(contentsOf: file), as: UTF8.self))
    let found = rounded(String(decoding: bytes, as: UTF8.self))
    guard found != expected else { return }
    let pairs = zip(
      expected.split(separator: "\n", omittingEmptySubsequences: false),
      found.split(separator: "\n", omittingEmptySubsequences: false))
    let difference = pairs.enumerated().first { $1.0 != $1.1 }
    let words =
      difference.map { "line \($0 + 1)\n- \($1.0)\n+ \($1.1)" } ?? "one is longer than the other"
    Issue.record("\(name) differs: \(words)", sourceLocation: sourceLocation)
  }

  /// The text with every long number cut to nine digits: the last ones depend on the kind of CPU.
  private static func rounded(_ text: String) -> String {
    text.replacing(/-?[0-9]+\.[0-9]{8,}(e-?[0-9]+)?/) { match in
      Double(match.output.0).map { String(format: "%.9g", $0) } ?? String(match.output.0)
    }
  }
}
