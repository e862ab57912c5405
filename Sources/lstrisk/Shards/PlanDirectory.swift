import Diagnostics
import Foundation
import Input
import Passes
import Studies
import Tables

/// A plan that many processes work on: its documents, its start and the parts that are done.
struct PlanDirectory {
  let path: String
  let file: PlanFile

  private init(path: String, file: PlanFile) {
    self.path = path
    self.file = file
  }

  /// Reads `plan.json` alone.
  ///
  /// - Throws: `InputError` if it is no plan of this version, or has been changed.
  init(_ path: String) throws {
    let place = SourceLocation(file: path + "/" + PlanFile.name)
    let bytes = try InputFile.read(place.file)
    self.path = path
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
    guard file.isConsistent else { throw changed(PlanFile.name) }
  }

  /// Makes the directory of a plan.
  ///
  /// - Throws: `OutputError` if it exists or cannot be written.
  static func make<Run: StudyRun>(_ run: Run, at path: String) throws -> PlanDirectory {
    try make(run, try describe(run, run.study()), at: path)
  }

  private static func make(
    _ run: some StudyRun, _ plan: (file: PlanFile, start: [UInt8]), at path: String
  ) throws -> PlanDirectory {
    var directory = try OutputDirectory(at: path)
    for copy in run.loaded.copies { try directory.write(copy.bytes, to: copy.name) }
    try directory.write(plan.start, to: PlanFile.startName)
    try directory.write(try plan.file.encoded(), to: PlanFile.name)
    try directory.publish()
    return PlanDirectory(path: path, file: plan.file)
  }

  /// Makes the directory of a plan, or reads it if it is there.
  ///
  /// - Throws: `InputError` if it is the directory of another plan.
  static func make<Run: StudyRun>(
    _ run: Run, _ study: Run.Study, resuming path: String
  ) throws -> PlanDirectory {
    let plan = try describe(run, study)
    guard FileManager.default.fileExists(atPath: path + "/" + PlanFile.name) else {
      return try make(run, plan, at: path)
    }
    let known = try PlanDirectory(path)
    guard known.file.hash == plan.file.hash else {
      throw InputError(
        "the directory is of another plan: its study, documents, paths or seed are others",
        at: SourceLocation(file: path), hint: "name a new directory with --resume")
    }
    return known
  }

  /// What the plan of a run is, with the bytes of its start.
  private static func describe<Run: StudyRun>(
    _ run: Run, _ study: Run.Study
  ) throws -> (file: PlanFile, start: [UInt8]) {
    let start = try run.start(of: study)
    let file = PlanFile(
      study: Run.kind, questions: run.questions.map(\.rawValue).sorted(),
      seed: run.loaded.plan.paths.seed, paths: run.loaded.plan.paths.count,
      documents: documents(run.loaded),
      start: SHA256.hexDigest(of: start))
    return (file, start)
  }

  private static func documents(_ loaded: LoadedRun) -> String {
    let hashes = loaded.copies.map { SHA256.hexDigest(of: $0.bytes) }
    return SHA256.hexDigest(of: Array(hashes.joined(separator: "\n").utf8))
  }

  /// Reads everything that the plan is made of.
  ///
  /// - Throws: `InputError` or `InputErrors` if something has been changed.
  func run(workers: Int? = nil) throws -> any StudyRun {
    guard let seed = UInt64(file.seed) else { throw changed(PlanFile.name) }
    // Empty where a study starts from nothing.
    guard let data = FileManager.default.contents(atPath: path + "/" + PlanFile.startName) else {
      throw InputError(
        "the plan has no \(PlanFile.startName)", at: SourceLocation(file: path), hint: "plan again")
    }
    let start = Array(data)
    guard SHA256.hexDigest(of: start) == file.start else { throw changed(PlanFile.startName) }
    let run = try StudyCatalog.run(of: file.study).init(
      copies: path, RunOverrides(paths: file.paths, seed: seed, workers: workers),
      Set(file.questions.compactMap(PolicyStudy.Question.init)), start: start)
    guard Self.documents(run.loaded) == file.documents else {
      throw changed("one of the copies of its documents")
    }
    return run
  }

  private func changed(_ what: String) -> InputError {
    InputError("\(what) has been changed", at: SourceLocation(file: path), hint: "plan again")
  }

  func path(of shard: Shard) -> String { path + "/" + PartFile.name(of: shard) }

  /// The shards whose parts stand in the directory, whole or not.
  func shards() throws -> [Shard] {
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
