import Diagnostics
import Foundation
import Tables

/// The parts that stand in a plan directory.
struct PartList {
  private let directory: PlanDirectory
  /// Whole parts of this plan, by number of shards.
  private let files: [Int: [PartFile]]

  /// - Throws: `InputError` if a part is of another plan, version or kind of CPU.
  init(_ directory: PlanDirectory) throws {
    self.directory = directory
    var files: [Int: [PartFile]] = [:]
    for shard in try directory.shards() {
      guard let file = try PartFile(at: directory.path(of: shard)) else { continue }
      guard file.header.plan == directory.file.hash, file.header.version == Version.text else {
        throw InputError(
          "this part is of another plan or version (\(file.header.version))",
          at: SourceLocation(file: file.path), hint: "remove it and simulate the shard again")
      }
      files[shard.count, default: []].append(file)
    }
    self.files = files
    try requireOneArithmetic()
  }

  /// Figures are the same bytes on one kind of CPU, so a mixture is refused.
  private func requireOneArithmetic() throws {
    var nodes: [String: Set<String>] = [Processor.arithmetic: [Processor.node + " (this machine)"]]
    for file in files.values.joined() {
      nodes[file.header.arithmetic, default: []].insert(file.header.node)
    }
    if nodes.count == 1 { return }
    let words = nodes.keys.sorted().map { kind in
      "\(kind) on \((nodes[kind] ?? []).sorted().joined(separator: ", "))"
    }
    throw InputError(
      "parts come from machines that compute differently: \(words.joined(separator: "; "))",
      at: SourceLocation(file: directory.path),
      hint:
        "simulate all shards on one kind: build with LSTRISK_CPU=x86-64-v3 and set OPENBLAS_CORETYPE"
    )
  }

  /// The parts of all shards of some number of shards, in their order.
  ///
  /// - Throws: `Incomplete` if there is no such number.
  func complete() throws -> [PartFile] {
    for (count, parts) in files.sorted(by: { $0.key < $1.key }) where parts.count == count {
      return parts
    }
    guard let count, let parts = files[count] else { throw Incomplete(missing: [], of: nil) }
    let done = Set(parts.map(\.header.shard))
    throw Incomplete(missing: (0..<count).filter { !done.contains($0) }, of: count)
  }

  /// The number of shards that most is done of; `nil` if nothing is.
  var count: Int? {
    files.max { a, b in
      (Double(a.value.count) / Double(a.key), b.key) < (
        Double(b.value.count) / Double(b.key), a.key
      )
    }?.key
  }

  /// By number of shards, ascending: how many of them are done.
  var progress: [(count: Int, done: Int)] {
    files.sorted { $0.key < $1.key }.map { ($0.key, $0.value.count) }
  }

  func others(than chosen: [PartFile]) -> [PartFile] {
    let count = chosen.first?.header.shards
    return files.filter { $0.key != count }.sorted { $0.key < $1.key }.flatMap(\.value)
  }
}
