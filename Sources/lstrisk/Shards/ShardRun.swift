import Diagnostics
import Foundation
import Simulation
import Tables

/// Does shards of a plan, and puts their parts together.
struct ShardRun<Study: ShardedStudy> {
  let directory: PlanDirectory
  let study: Study
  let workers: Int

  /// Does a shard and writes its part, unless it is there and whole.
  ///
  /// - Returns: Whether there was anything to do.
  func simulate(
    _ shard: Shard, progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> Bool {
    let path = directory.path(of: shard)
    if let known = try PartFile(at: path), known.header.plan == directory.file.hash {
      return false
    }
    let header = PartHeader(plan: directory.file.hash, shard)
    let part = try await study.part(shard, workers: workers, progress: progress)
    if Task.isCancelled { throw Interrupted() }
    try PartFile.write(part, header, to: path)
    return true
  }

  /// Does every shard that is missing, one after another, and answers.
  ///
  /// The run is cut into as many shards as most is done of, or into `resumedShards`. What is finished
  /// stays when the run is stopped.
  func resumed(_ progress: Progress) async throws -> Study.Answer {
    let count = try PartList(directory).count ?? Self.resumedShards
    for index in 0..<count {
      let shard = Shard(index: index, count: count)
      _ = try await simulate(shard) { done, total in
        progress.update(index * total + done, of: count * total)
      }
    }
    return try await study.answer(merged(), workers: workers) { _, _ in }
  }

  /// Shards of a run that can be resumed: what is lost when it is stopped is one of them.
  static var resumedShards: Int { 64 }

  /// The parts of all shards, put together.
  ///
  /// - Throws: `Incomplete` with what is missing; `InputError` if parts are of another plan or kind of CPU,
  ///   or tasks that were done twice differ.
  func merged() throws -> Study.Part {
    let parts = try PartList(directory)
    let chosen = try parts.complete()
    var result: Study.Part?
    var known: [(node: String, checksums: [TaskChecksums])] = []
    for file in chosen {
      let part = try file.results(of: study)
      known.append((file.header.node, part.checksums))
      if result == nil { result = part } else { result?.merge(part) }
    }
    for file in parts.others(than: chosen) {
      let sums = try file.results(of: study).checksums
      for other in known { try requireEqual(sums, file, other) }
    }
    guard let result else { preconditionFailure("a complete list has a part") }
    return result
  }

  private func requireEqual(
    _ sums: [TaskChecksums], _ file: PartFile,
    _ other: (node: String, checksums: [TaskChecksums])
  ) throws {
    for (a, b) in zip(sums, other.checksums) {
      guard let task = a.firstDifference(to: b) else { continue }
      throw InputError(
        "task \(task) was done twice with different results, on \(file.header.node) and on \(other.node)",
        at: SourceLocation(file: file.path),
        hint: "one of the two machines computes wrongly; simulate its shards elsewhere")
    }
  }
}

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
    let best = files.max { a, b in
      (Double(a.value.count) / Double(a.key), b.key) < (
        Double(b.value.count) / Double(b.key), a.key
      )
    }
    guard let (count, parts) = best else { throw Incomplete(missing: [], of: nil) }
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

/// A plan whose shards are not all done.
struct Incomplete: Error, CustomStringConvertible {
  /// Indices, ascending.
  let missing: [Int]
  /// The number of shards; `nil` if none is done.
  let count: Int?

  init(missing: [Int], of count: Int?) {
    self.missing = missing
    self.count = count
  }

  var description: String {
    guard let count else {
      return "no shard of the plan is done; run `lstrisk simulate PLAN_DIR --shard 0/1`"
    }
    let names = missing.map { "\($0)/\(count)" }.joined(separator: " ")
    return "\(missing.count) of \(count) shards are missing: \(names)"
  }
}
