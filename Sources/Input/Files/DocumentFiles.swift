import Diagnostics
import Documents
import Foundation
import Tables

/// Reads the files of a run and remembers them.
struct DocumentFiles {
  /// Where the bytes of a named path are: on disk as named, or in a folder of checked copies.
  private let copies: DocumentCopies?
  private(set) var inputs: [InputDocument] = []

  init(copies: DocumentCopies? = nil) { self.copies = copies }

  /// The bytes of a document.
  ///
  /// - Parameters:
  ///   - path: Relative to the working directory, or absolute.
  ///   - place: Where the path was written; `nil` if the user gave it.
  mutating func read(
    _ path: String, as role: DocumentRole, limit: Int, namedAt place: YAMLField?,
    errors: inout [InputError]
  ) -> (bytes: [UInt8], file: String)? {
    do {
      let bytes: [UInt8]
      var file = path
      if let copies {
        (bytes, file) = try copies.read(path, limit: limit)
      } else {
        bytes = try InputFile.read(path, limit: limit)
      }
      inputs.append(
        InputDocument(
          role: role, path: path, bytes: bytes, sha256: SHA256.hexDigest(of: bytes)))
      return (bytes, file)
    } catch {
      errors.append(place.map { Self.fault(error, of: path, namedAt: $0) } ?? error)
      return nil
    }
  }

  /// A fault of a whole file is reported where the file is named; one inside it stays where it is.
  private static func fault(
    _ error: InputError, of path: String, namedAt place: YAMLField
  ) -> InputError {
    guard error.location.line == 0 else { return error }
    let isMissing = error.message == "there is no such file"
    let hint =
      isMissing ? "the path starts at the folder of the document that names it" : error.hint
    return InputError(
      "\(place.path) names \(path): \(error.message)", at: place.location, hint: hint)
  }

  /// The YAML documents of a directory by name, without those that start with a point.
  ///
  /// - Returns: `nil` if the path is no directory.
  /// - Throws: An error at the directory if it cannot be listed.
  func documents(inDirectory path: String) throws(InputError) -> [String]? {
    if let copies { return copies.documents(inDirectory: path) }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
      isDirectory.boolValue
    else { return nil }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
        .filter { !$0.hasPrefix(".") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) }
        .sorted().map { Self.joined(path, $0) }
    } catch {
      throw InputError(
        "the folder cannot be listed", at: SourceLocation(file: path),
        hint: "give this user the right to read it")
    }
  }

  /// A path that a document names, from the working directory: parts `.` and `..` are worked out.
  static func resolved(_ path: String, from document: String) -> String {
    if path.hasPrefix("/") { return path }
    var parts = document.split(separator: "/", omittingEmptySubsequences: true).dropLast()
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (document.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  static func joined(_ directory: String, _ name: String) -> String {
    directory.isEmpty || directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
  }
}
