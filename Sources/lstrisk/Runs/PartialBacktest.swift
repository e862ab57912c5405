import Backtesting
import Foundation
import Input
import Tables

/// The finished parts of a backtest in a directory beside its own, `OUT.partial`.
///
/// `key` says what they are parts of: version, CPU, documents and settings. Parts of another backtest are
/// never read.
struct PartialBacktest: ForecastStore {
  /// The directory of the parts; made with the first one.
  let path: String
  private let key: String

  /// - Throws: `OutputError` if the directory holds parts of another backtest.
  init(beside directory: String, plan: BacktestPlan, inputs: [InputDocument]) throws {
    path = OutputName.trimmed(directory) + ".partial"
    let facts =
      [
        Version.text, Processor.kind, String(plan.run.paths.seed), String(plan.run.paths.count),
        String(WalkForward.partLength),
      ] + inputs.map(\.sha256)
    key = SHA256.hexDigest(of: Array(facts.joined(separator: "\n").utf8))
    guard let found = FileManager.default.contents(atPath: keyPath) else { return }
    guard String(decoding: found, as: UTF8.self) == key else {
      throw OutputError(
        path: path, reason: "it holds parts of a backtest of other documents or settings",
        remedy: "remove it, or choose another directory with --out")
    }
  }

  private var keyPath: String { path + "/key" }
  private func file(_ part: Int) -> String { "\(path)/part-\(part).plist" }

  func load(part: Int) throws -> [ForecastDay]? {
    guard let data = FileManager.default.contents(atPath: file(part)) else { return nil }
    do {
      return try PropertyListDecoder().decode([ForecastDay].self, from: data)
    } catch {
      throw OutputError(
        path: file(part), reason: "it is no part of a backtest", remedy: "remove this file")
    }
  }

  func save(_ days: [ForecastDay], part: Int) throws {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    do {
      let data = try encoder.encode(days)
      if !FileManager.default.fileExists(atPath: keyPath) {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data(key.utf8).write(to: URL(fileURLWithPath: keyPath), options: .atomic)
      }
      // A part appears whole, so that a killed walk leaves no half of one.
      try data.write(to: URL(fileURLWithPath: file(part)), options: .atomic)
    } catch {
      throw OutputError(
        path: path, reason: error.localizedDescription, remedy: "check the path and the disk")
    }
  }

  /// Removes the parts of a backtest that is written; what cannot be removed does no harm.
  func remove() {
    do { try FileManager.default.removeItem(atPath: path) } catch {
      Console.error("\(path): warning: it is no longer needed and cannot be removed")
    }
  }
}
