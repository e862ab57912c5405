import Diagnostics
import Foundation
import Tables

/// A finished run, read back from its directory; every file is checked against the manifest.
package struct RunDirectory: Sendable {
  /// The directory's path as it was given.
  package let path: String
  /// How the run came about.
  package let manifest: Manifest
  /// The manifest's seed as a number.
  package let seed: UInt64

  /// The hash that the manifest states for each file.
  private let hashes: [String: String]

  /// Reads the manifest.
  ///
  /// - Throws: An `InputError` if there is none, or it is not one that this version can read.
  package init(at path: String) throws(InputError) {
    let file = path + "/" + Manifest.fileName
    let bytes = try InputFile.read(file)
    let manifest: Manifest
    do {
      manifest = try JSONDecoder().decode(Manifest.self, from: Data(bytes))
    } catch {
      throw InputError(
        "this is not the manifest of a run directory", at: SourceLocation(file: file),
        hint: "name a directory that `lstrisk report` has made")
    }
    let supported = Manifest.supportedSchema
    guard manifest.schema == supported, let seed = UInt64(manifest.seed) else {
      throw InputError(
        "the manifest has schema '\(manifest.schema)'; this version reads \(supported)",
        at: SourceLocation(file: file), hint: "export with version \(manifest.version) of lstrisk")
    }
    self.path = path
    self.manifest = manifest
    self.seed = seed
    hashes = Dictionary(
      manifest.outputs.map { ($0.name, $0.sha256) }, uniquingKeysWith: { first, _ in first })
  }

  /// The path of one of the run's files.
  package func path(of name: String) -> String { path + "/" + name }

  /// The bytes of a file of the run.
  ///
  /// - Throws: An `InputError` if the manifest does not list it or its hash is another.
  @discardableResult
  package func read(_ name: String) throws(InputError) -> [UInt8] {
    let here = SourceLocation(file: path(of: name))
    let bytes = try InputFile.read(here.file)
    let found = SHA256.hexDigest(of: bytes)
    guard let stated = hashes[name] else {
      throw InputError(
        "the manifest of the run does not list this file", at: here, hint: "restore the manifest")
    }
    guard found == stated else {
      throw InputError(
        "this file has been changed: its SHA-256 is \(found), the manifest says \(stated)",
        at: here, hint: "restore the file, or run the report again")
    }
    return bytes
  }

  /// The numbers of the paths on which the total lost most, worst first.
  ///
  /// - Parameter count: As many are read; there are fewer where the run has kept fewer.
  /// - Throws: An `InputError` as `read` does, or `InputErrors` where the table is not one of path numbers.
  package func worstPaths(_ count: Int) throws -> [UInt64] {
    let name = WorstPathTable.fileName
    var errors: [InputError] = []
    let table = CSVTable(
      contents: try read(name), file: path(of: name), required: ["rank", "path", "loss"],
      errors: &errors)
    guard let table else { throw InputErrors(errors) }
    var numbers: [UInt64] = []
    for row in table where numbers.count < count {
      let cell = row.cell("path")
      guard let number = UInt64(cell.text), number < UInt64(clamping: manifest.paths) else {
        throw InputError(
          "path is '\(cell.text)'; it must be a path number of the run", at: cell.location,
          hint: "restore the file")
      }
      numbers.append(number)
    }
    return numbers
  }
}
