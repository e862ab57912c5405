import Foundation

/// A temporary directory of reference tables, removed at the end.
struct TableDirectory: ~Copyable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/lst-risk-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      print("could not remove \(path): \(error)")
    }
  }

  /// Tests/References.
  static let references: String = {
    let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    return "/\(folder)/References"
  }()

  /// Writes a file, making its folder.
  func write(_ name: String, _ text: String) throws {
    let file = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: false, encoding: .utf8)
  }

  /// Copies a table of Tests/References, for example `special/norm_cdf`, changed by `edit`, with the
  /// data files that its cells name.
  func copy(_ table: String, edit: (String) -> String = { $0 }) throws {
    let text = try Self.text(of: table + ".csv")
    try write(table + ".csv", edit(text))
    let folder = table.prefix { $0 != "/" }
    let cells = Set(text.split { $0 == "," || $0 == "\n" })
    for file in cells where file.hasSuffix(".csv") {
      try write("\(folder)/\(file)", Self.text(of: "\(folder)/\(file)"))
    }
  }

  private static func text(of file: String) throws -> String {
    try String(contentsOfFile: "\(references)/\(file)", encoding: .utf8)
  }
}
