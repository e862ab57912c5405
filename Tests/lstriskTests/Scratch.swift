import Foundation
import Testing

/// A directory of one test, removed with the value.
struct Scratch: ~Copyable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/lstrisk-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      Issue.record("\(path) cannot be removed: \(error)")
    }
  }

  var program: Program { Program(directory: path) }

  /// Names in the directory or one below it, sorted.
  func names(_ folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder).sorted()
  }

  func bytes(_ name: String) throws -> [UInt8] {
    let data = try #require(FileManager.default.contents(atPath: path + "/" + name), "\(name)")
    return Array(data)
  }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path + "/" + name, atomically: false, encoding: .utf8)
  }

  /// The quick start's documents in one folder, where tests may change them; `run.yaml` is the run.
  func copyQuickstart() throws {
    let data = Program.data
    let manager = FileManager.default
    let copies = [
      (data + "/market/quickstart.yaml", "market.yaml"),
      (data + "/protocols/aave-v3-ethereum-core.yaml", "aave.yaml"),
      (data + "/examples/quickstart.csv", "portfolio.csv"), (data + "/tokens", "tokens"),
    ]
    for (from, to) in copies { try manager.copyItem(atPath: from, toPath: path + "/" + to) }
    try write(
      """
      name: Quick start
      valuationDate: 2024-12-31
      horizon: 30 d
      step: 1 d
      paths: 1000
      seed: 1
      numeraire: USD
      levels: [0.95, 0.99]
      market: market.yaml
      tokens: tokens
      protocols: [aave.yaml]
      portfolio: portfolio.csv

      """, to: "run.yaml")
  }

  /// Replaces a text of a document; it must be there.
  func edit(_ name: String, _ old: String, _ new: String) throws {
    let before = try text(name)
    try #require(before.contains(old), "\(name) has no \(old)")
    try write(before.replacingOccurrences(of: old, with: new), to: name)
  }
}
