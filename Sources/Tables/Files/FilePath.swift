import Glibc

/// Paths as documents state them: from a folder, wherever a command is called.
public enum FilePath {
  /// The way from a folder to a file, by `..` and names; links in folders are followed.
  ///
  /// - Parameters:
  ///   - path: A file, from the working directory or absolute.
  ///   - folder: The folder, likewise; empty for the working directory.
  public static func relative(_ path: String, to folder: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let from = parts(folder)
    let to = parts(String(path.dropLast(name.count))) + [name]
    let common = zip(from, to).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: from.count - common) + to[common...])
      .joined(separator: "/")
  }

  /// The folder of a file: everything before its name.
  public static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// The names on the way from the root to a folder.
  private static func parts(_ folder: String) -> [String] {
    let path = SystemCall.realPath(folder.isEmpty ? "." : folder) ?? absolute(folder)
    var parts: [String] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
    }
    return parts
  }

  /// A path from the root, of a folder that is not there yet.
  private static func absolute(_ folder: String) -> String {
    folder.hasPrefix("/") ? folder : (SystemCall.realPath(".") ?? "") + "/" + folder
  }
}
