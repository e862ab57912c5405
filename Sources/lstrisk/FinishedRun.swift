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
  }

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
    if manifest.version != Version.text || manifest.cpu != Processor.kind {
      Console.error(
        "\(path): warning: the run was made by version \(manifest.version) on \(manifest.cpu); figures drawn again here may differ in their last digits"
      )
    }
    let loaded = try RunDocument.load(
      copies: directory, overrides: RunOverrides(paths: manifest.paths, seed: seed))
    return FinishedRun(directory: directory, plan: loaded.plan)
  }

  /// The path numbers of the worst k paths, worst first.
  func worstPaths(_ count: Int) throws -> [UInt64] {
    let path = directory + "/" + WorstPathTable.fileName
    var errors: [InputError] = []
    let table = CSVTable(
      contents: try InputFile.read(path), file: path, required: ["rank", "path", "loss"],
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
    return numbers
  }
}
