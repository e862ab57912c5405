import Diagnostics
import Foundation
import Input
import Passes
import Studies
import Tables

/// A plan that many processes work on: its documents, its start and the parts that are done.
struct PlanDirectory {
  /// The pilot, and whatever else is worked out once.
  static let startName = "start.bin"

  let path: String
  let file: PlanFile
  let loaded: LoadedRun

  var seed: UInt64 { loaded.plan.paths.seed }

  /// Makes the directory of a plan.
  ///
  /// - Throws: `OutputError` if it exists or cannot be written.
  static func make(
    _ study: StudyKind, of loaded: LoadedRun, at path: String
  ) throws -> PlanDirectory {
    let (file, start) = try describe(study, of: loaded)
    var directory = try OutputDirectory(at: path)
    for copy in loaded.copies { try directory.write(copy.bytes, to: copy.name) }
    try directory.write(start, to: startName)
    try directory.write(try file.encoded(), to: PlanFile.name)
    try directory.publish()
    return PlanDirectory(path: path, file: file, loaded: loaded)
  }

  /// Makes the directory of a plan, or reads it if it is there.
  ///
  /// - Throws: `InputError` if it is the directory of another plan.
  static func make(
    _ study: StudyKind, of loaded: LoadedRun, resuming path: String
  ) throws -> PlanDirectory {
    guard FileManager.default.fileExists(atPath: path + "/" + PlanFile.name) else {
      return try make(study, of: loaded, at: path)
    }
    let known = try load(path, workers: loaded.workers)
    guard known.file.hash == (try describe(study, of: loaded)).file.hash else {
      throw InputError(
        "the directory is of another plan: its study, documents, paths or seed are others",
        at: SourceLocation(file: path), hint: "name a new directory with --resume")
    }
    return known
  }

  /// What the plan of a run is, with the bytes of its start.
  static func describe(
    _ study: StudyKind, of loaded: LoadedRun
  ) throws -> (file: PlanFile, start: [UInt8]) {
    let start = study == .report ? try ReportStudy(loaded.plan).pilotBytes() : []
    let documents = loaded.copies.map { SHA256.hexDigest(of: $0.bytes) }.joined(separator: "\n")
    let file = PlanFile(
      study: study, seed: loaded.plan.paths.seed, paths: loaded.plan.paths.count,
      documents: SHA256.hexDigest(of: Array(documents.utf8)), start: SHA256.hexDigest(of: start))
    return (file, start)
  }

  /// Reads a plan and everything it is made of.
  ///
  /// - Throws: `InputError` or `InputErrors` if it is no plan of this version, or has been changed.
  static func load(_ path: String, workers: Int? = nil) throws -> PlanDirectory {
    let file = try planFile(in: path)
    guard let seed = UInt64(file.seed) else { throw changed(path, PlanFile.name) }
    let loaded = try RunDocument.load(
      copies: path, overrides: RunOverrides(paths: file.paths, seed: seed, workers: workers))
    let documents = loaded.copies.map { SHA256.hexDigest(of: $0.bytes) }.joined(separator: "\n")
    guard SHA256.hexDigest(of: Array(documents.utf8)) == file.documents else {
      throw changed(path, "one of the copies of its documents")
    }
    return PlanDirectory(path: path, file: file, loaded: loaded)
  }

  /// `plan.json` alone.
  static func planFile(in path: String) throws -> PlanFile {
    let place = SourceLocation(file: path + "/" + PlanFile.name)
    let bytes = try InputFile.read(place.file)
    let file: PlanFile
    do {
      file = try JSONDecoder().decode(PlanFile.self, from: Data(bytes))
    } catch {
      throw InputError(
        "this is not a plan", at: place, hint: "name a directory that `lstrisk plan` has made")
    }
    guard file.schema == PlanFile.schema, file.version == Version.text else {
      throw InputError(
        "the plan is of version \(file.version) (\(file.schema)), the program of version \(Version.text)",
        at: place, hint: "plan again with this version")
    }
    guard file.isConsistent else { throw changed(path, PlanFile.name) }
    return file
  }

  private static func changed(_ path: String, _ what: String) -> InputError {
    InputError(
      "\(what) has been changed", at: SourceLocation(file: path), hint: "plan again")
  }

  /// The study of a report, its start read.
  func reportStudy() throws -> ReportStudy {
    let name = path + "/" + Self.startName
    guard let data = FileManager.default.contents(atPath: name) else {
      throw InputError(
        "the plan has no \(Self.startName)", at: SourceLocation(file: path), hint: "plan again")
    }
    let bytes = Array(data)
    guard SHA256.hexDigest(of: bytes) == file.start else {
      throw Self.changed(path, Self.startName)
    }
    var rest = bytes[...]
    var reader = BinaryReader { count in
      let piece = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
      return piece
    }
    do {
      return try ReportStudy(loaded.plan, pilot: &reader)
    } catch is BinaryReader.Failure {
      throw Self.changed(path, Self.startName)
    }
  }

  /// The study of policies.
  ///
  /// - Throws: `InputError` if the run document names none.
  func policyStudy() throws -> (study: PolicyStudy, policies: PolicyPlan) {
    let policies = try loaded.requiredPolicies(document: path)
    return (PolicyStudy(loaded.plan, policies: policies), policies)
  }

  func path(of shard: Shard) -> String { path + "/" + PartFile.name(of: shard) }

  /// The shards whose parts stand in the directory, whole or not.
  func shards() throws -> [Shard] { try Self.shards(in: path) }

  static func shards(in path: String) throws -> [Shard] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
        .compactMap(PartFile.shard(named:))
        .sorted { ($0.count, $0.index) < ($1.count, $1.index) }
    } catch {
      throw OutputError(
        path: path, reason: "it cannot be listed: \(error.localizedDescription)",
        remedy: "check the path")
    }
  }
}
