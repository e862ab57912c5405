import Diagnostics
import Documents
import Tables

/// The copies of a run's documents in one folder, with the index that says what they are copies of.
struct DocumentCopies {
  static let indexName = "input-index.csv"
  static let columns = ["role", "path", "file", "sha256"]

  private struct Copy {
    let role: DocumentRole
    let file: String
    let sha256: String
  }

  private let copies: [String: Copy]
  /// Paths of the originals in the order of the index.
  private let paths: [String]
  /// Path of the original run document.
  let runPath: String

  /// - Returns: `nil` if the index cannot be read or names no run document.
  init?(directory: String, errors: inout [InputError]) {
    let indexPath = DocumentFiles.joined(directory, Self.indexName)
    let before = errors.count
    var copies: [String: Copy] = [:]
    var paths: [String] = []
    do {
      let bytes = try InputFile.read(indexPath, limit: YAMLDocument.sizeLimit)
      guard
        let table = CSVTable(
          contents: bytes, file: indexPath, required: Self.columns, errors: &errors)
      else { return nil }
      for row in table {
        let path = FormulaGuard.unguarded(row.cell("path").text)
        let file = FormulaGuard.unguarded(row.cell("file").text)
        guard let role = DocumentRole(rawValue: row.cell("role").text) else {
          errors.append(
            row.cell("role").inputError(
              Refusal(
                "it must be \(listed(DocumentRole.allCases.map(\.rawValue), "or"))",
                remedy: "restore the index")))
          continue
        }
        let sha256 = row.cell("sha256").text
        // A document that was read twice has two copies, of which one is read.
        if let known = copies[path], known.role == role, known.sha256 == sha256 { continue }
        guard !file.contains("/"), !file.isEmpty, copies[path] == nil else {
          errors.append(
            row.cell("file").inputError(
              Refusal("it must be a file of this folder, once", remedy: "restore the index")))
          continue
        }
        copies[path] = Copy(
          role: role, file: DocumentFiles.joined(directory, file), sha256: sha256)
        paths.append(path)
      }
    } catch {
      errors.append(error)
    }
    guard errors.count == before else { return nil }
    guard let runPath = paths.first(where: { copies[$0]?.role == .run }) else {
      errors.append(
        InputError(
          "the index lists no run document", at: SourceLocation(file: indexPath),
          hint: "restore the index"))
      return nil
    }
    self.copies = copies
    self.paths = paths
    self.runPath = runPath
  }

  /// The bytes of the copy of a document, and the copy's own path.
  ///
  /// - Throws: An error if there is no copy or it has been changed.
  func read(_ path: String, limit: Int) throws(InputError) -> (bytes: [UInt8], file: String) {
    guard let copy = copies[path] else {
      throw InputError(
        "there is no copy of this document", at: SourceLocation(file: path),
        hint: "run the original documents again")
    }
    let bytes = try InputFile.read(copy.file, limit: limit)
    let found = SHA256.hexDigest(of: bytes)
    guard found == copy.sha256 else {
      throw InputError(
        "the copy \(copy.file) of \(path) has been changed: its SHA-256 is \(found), the index says \(copy.sha256)",
        at: SourceLocation(file: copy.file),
        hint: "restore the copy, or run the original documents")
    }
    return (bytes, copy.file)
  }

  /// Paths of the token documents that lay in a directory; `nil` if there is none.
  func documents(inDirectory directory: String) -> [String]? {
    let prefix = DocumentFiles.joined(directory, "")
    let inside = paths.filter { path in
      let start = prefix.hasSuffix("/") || prefix.isEmpty ? prefix : prefix + "/"
      return copies[path]?.role == .token && path.hasPrefix(start)
        && !path.dropFirst(start.count).contains("/")
    }
    return inside.isEmpty ? nil : inside
  }
}
