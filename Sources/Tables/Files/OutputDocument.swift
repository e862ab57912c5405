import Glibc

/// One output file by itself, which appears whole or not at all and never replaces another. Folders on
/// the way to it are made.
public enum OutputDocument {
  /// Refuses a path that is taken or cannot be made, so that nobody computes in vain.
  public static func check(_ path: String) throws(OutputError) {
    var status = stat()
    if lstat(path, &status) == 0 {
      throw OutputError(
        path: path, reason: "it exists", remedy: "choose a new name; results are never written over"
      )
    }
    if errno != ENOENT { throw OutputError(path: path, code: errno) }
    _ = try ParentFolders(of: path)
  }

  /// Writes the file beside its place, forces it to the disk, and gives it its name.
  ///
  /// - Throws: `OutputError` if it exists or cannot be written; nothing appears then.
  public static func write(_ text: String, to path: String) throws(OutputError) {
    try check(path)
    let parents = try ParentFolders(of: path)
    let (parentPath, name) = split(path)
    let parent = SystemCall.open(parentPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parent >= 0 else { throw OutputError(path: parentPath, code: errno) }
    defer { _ = close(parent) }
    StaleDirectories.sweep(target: name, in: parent)
    let hidden = StaleDirectories.hiddenName(of: name, process: getpid())
    defer { _ = unlinkat(parent, hidden, 0) }
    var file = try OutputFile(hidden, in: parent, path: path)
    try file.write(text)
    _ = try file.finish()
    // A link fails where the name is taken; a rename would replace what is there.
    guard linkat(parent, hidden, parent, name, 0) == 0 else {
      throw OutputError(path: path, code: errno)
    }
    let code = SystemCall.synchronise(parent)
    if code != 0 { throw OutputError(path: path, code: code) }
    _ = consume parents
  }

  private static func split(_ path: String) -> (parent: String, name: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let parent = path.dropLast(name.count)
    return (parent.isEmpty ? "." : String(parent), name)
  }
}
