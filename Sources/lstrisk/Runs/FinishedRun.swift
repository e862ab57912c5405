import Diagnostics
import Foundation
import Input
import Reporting
import Simulation
import Tables

/// A run directory, read back: the plan from the copies of its documents, checked against its manifest.
struct FinishedRun {
  let directory: String
  let plan: RunPlan

  /// What `manifest.json` says that fixes the figures.
  private struct Manifest: Decodable {
    let schema: String
    let version: String
    let cpu: String
    let seed: String
    let paths: Int
    let outputs: [Output]

    struct Output: Decodable {
      let name: String
      let sha256: String
    }
  }

  /// The hash that the manifest states for each file.
  private let hashes: [String: String]

  static func load(_ directory: String) throws -> FinishedRun {
    let path = directory + "/" + Reporting.Manifest.fileName
    let bytes = try InputFile.read(path)
    let here = SourceLocation(file: path)
    let manifest: Manifest
    do {
      manifest = try JSONDecoder().decode(Manifest.self, from: Data(bytes))
    } catch {
      throw InputError(
        "this is not the manifest of a run directory", at: here,
        hint: "name a directory that `lstrisk report` has made")
    }
    guard manifest.schema == Reporting.Manifest.schema, let seed = UInt64(manifest.seed) else {
      throw InputError(
        "the manifest has schema '\(manifest.schema)'; this version reads \(Reporting.Manifest.schema)",
        at: here, hint: "export with version \(manifest.version) of lstrisk")
    }
    let hashes = Dictionary(
      manifest.outputs.map { ($0.name, $0.sha256) }, uniquingKeysWith: { first, _ in first })
    if manifest.version != Version.text || manifest.cpu != Processor.kind {
      Console.error(
        "\(path): warning: the run was made by version \(manifest.version) on \(manifest.cpu); figures drawn again here may differ in their last digits"
      )
    }
    let loaded = try RunDocument.load(
      copies: directory, overrides: RunOverrides(paths: manifest.paths, seed: seed))
    let run = FinishedRun(directory: directory, plan: loaded.plan, hashes: hashes)
    // The index says what the copies must be, so it must be the run's own.
    for copy in loaded.copies { _ = try run.read(copy.name) }
    return run
  }

  /// The bytes of a file of the run.
  ///
  /// - Throws: An `InputError` if the manifest does not list it or its hash is another.
  private func read(_ name: String) throws -> [UInt8] {
    let path = directory + "/" + name
    let bytes = try InputFile.read(path)
    let found = SHA256.hexDigest(of: bytes)
    guard let stated = hashes[name] else {
      throw InputError(
        "the manifest of the run does not list this file", at: SourceLocation(file: path),
        hint: "restore the manifest")
    }
    guard found == stated else {
      throw InputError(
        "this file has been changed: its SHA-256 is \(found), the manifest says \(stated)",
        at: SourceLocation(file: path), hint: "restore the file, or run the report again")
    }
    return bytes
  }

  /// The path numbers of the worst k paths, worst first.
  func worstPaths(_ count: Int) throws -> [UInt64] {
    let path = directory + "/" + WorstPathTable.fileName
    var errors: [InputError] = []
    let table = CSVTable(
      contents: try read(WorstPathTable.fileName), file: path, required: ["rank", "path", "loss"],
      errors: &errors)
    guard let table else { throw InputErrors(errors) }
    var numbers: [UInt64] = []
    for row in table where numbers.count < count {
      guard let number = UInt64(row.cell("path").text), number < UInt64(plan.paths) else {
        throw InputError(
          "path is '\(row.cell("path").text)'; it must be a path number of the run",
          at: row.cell("path").location, hint: "restore the file")
      }
      numbers.append(number)
    }
    guard numbers.count == count else {
      throw InputError(
        "--worst asks for \(count) paths; the run keeps its worst \(numbers.count)",
        at: SourceLocation(file: path), hint: "write --worst \(numbers.count)")
    }
    return numbers
  }
}
