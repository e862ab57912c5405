import Diagnostics
import Input
import Reporting
import Studies

/// A finished run: its directory, and its plan made again from the copies of its documents.
struct FinishedRun {
  let directory: RunDirectory
  let plan: RunPlan

  /// Loads a run, and warns where it was made by another version or on another kind of CPU.
  ///
  /// - Throws: `InputError` or `InputErrors` if the directory is not what its manifest says.
  static func load(_ path: String) throws -> FinishedRun {
    let directory = try RunDirectory(at: path)
    let manifest = directory.manifest
    if manifest.version != Version.text || manifest.cpu != Processor.kind {
      Console.error(
        "\(directory.path(of: Manifest.fileName)): warning: the run was made by version \(manifest.version) on \(manifest.cpu); figures drawn again here may differ in their last digits"
      )
    }
    let loaded = try RunDocument.load(
      copies: path, overrides: RunOverrides(paths: manifest.paths, seed: directory.seed))
    // The index says what the copies must be, so it must be the run's own.
    for copy in loaded.copies { try directory.read(copy.name) }
    return FinishedRun(directory: directory, plan: loaded.plan)
  }

  /// The path numbers of the worst k paths, worst first.
  func worstPaths(_ count: Int) throws -> [UInt64] {
    let numbers = try directory.worstPaths(count)
    guard numbers.count == count else {
      throw InputError(
        "--worst asks for \(count) paths; the run keeps its worst \(numbers.count)",
        at: SourceLocation(file: directory.path(of: WorstPathTable.fileName)),
        hint: "write --worst \(numbers.count)")
    }
    return numbers
  }
}
