import Studies
import Tables

/// `manifest.json`: how a run directory came about, schema `lst-risk/manifest/1`. Written last.
///
/// The only file of a run directory with times, paths and the number of workers in it. Readers trust
/// only files whose hash it lists.
package struct Manifest: Decodable, Sendable {
  /// An input document of the run, and where its copy stands.
  struct Document: Decodable, Sendable {
    /// What it is to the run, for example `portfolio`.
    let role: String
    /// As the user or another document named it.
    let path: String
    /// Name of its copy in the run directory.
    let copy: String
    /// Length.
    let bytes: Int
    /// 64 hexadecimal digits in lower case.
    let sha256: String
  }

  /// A file of the run directory.
  struct Output: Decodable, Sendable {
    /// Without directories.
    let name: String
    /// Length.
    let bytes: Int
    /// 64 hexadecimal digits in lower case.
    let sha256: String
  }

  /// Name and version of the schema: `supportedSchema`, or another version's.
  let schema: String
  /// The run's name in its document.
  let run: String
  /// Version of the engine.
  package let version: String
  /// Version of the compiler behind it.
  let swiftVersion: String
  /// Kind of CPU: figures are the same bytes on one kind.
  package let cpu: String
  /// A whole number of 64 bits as text: readers that keep numbers as doubles would lose digits of it.
  let seed: String
  /// Number of paths.
  package let paths: Int
  /// Number of parallel workers; no figure depends on it.
  let workers: Int
  /// ISO 8601 in UTC.
  let startTime: String
  /// Time that passed, in seconds.
  let wallSeconds: Double
  /// Processor time of all workers, in seconds.
  let cpuSeconds: Double
  /// The run's documents.
  let inputs: [Document]
  /// Every other file of the directory, copies of the inputs included.
  let outputs: [Output]
}

extension Manifest {
  /// The file's name in the directory.
  package static let fileName = "manifest.json"
  /// Name and version of the schema that this version writes and reads.
  static let supportedSchema = "lst-risk/manifest/1"

  /// The manifest of a directory that is about to be published.
  ///
  /// - Parameter outputs: Every other file of the directory, copies of the inputs included.
  init(_ plan: RunPlan, _ context: RunContext, outputs: [WrittenFile]) {
    schema = Self.supportedSchema
    run = plan.words.name
    version = context.version
    swiftVersion = context.swiftVersion
    cpu = context.cpu
    seed = String(plan.paths.seed)
    paths = plan.paths.count
    workers = context.workers
    startTime = context.startTime
    wallSeconds = context.wallSeconds
    cpuSeconds = context.cpuSeconds
    inputs = context.inputs.map {
      Document(
        role: $0.role, path: $0.path, copy: $0.copyName, bytes: $0.bytes.count, sha256: $0.sha256)
    }
    self.outputs = outputs.map { Output(name: $0.name, bytes: $0.byteCount, sha256: $0.sha256) }
  }

  /// The whole file.
  func encoded() -> [UInt8] {
    let manifest: JSONValue = [
      "schema": .text(schema), "run": .text(run), "version": .text(version),
      "swiftVersion": .text(swiftVersion), "cpu": .text(cpu), "seed": .text(seed),
      "paths": .integer(paths), "workers": .integer(workers), "startTime": .text(startTime),
      "wallSeconds": .number(wallSeconds), "cpuSeconds": .number(cpuSeconds),
      "inputs": .array(
        inputs.map {
          [
            "role": .text($0.role), "path": .text($0.path), "copy": .text($0.copy),
            "bytes": .integer($0.bytes), "sha256": .text($0.sha256),
          ]
        }),
      "outputs": .array(
        outputs.map {
          ["name": .text($0.name), "bytes": .integer($0.bytes), "sha256": .text($0.sha256)]
        }),
    ]
    return manifest.encoded()
  }
}
