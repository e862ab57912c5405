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
    let text = try String(contentsOfFile: "\(Self.references)/\(table).csv", encoding: .utf8)
    try write(table + ".csv", edit(text))
    let folder = table.prefix { $0 != "/" }
    for cell in Set(text.split { $0 == "," || $0 == "\n" }) where cell.hasSuffix(".csv") {
      let data = try String(contentsOfFile: "\(Self.references)/\(folder)/\(cell)", encoding: .utf8)
      try write("\(folder)/\(cell)", data)
    }
  }
}
