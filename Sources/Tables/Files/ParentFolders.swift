import Glibc

/// The folders on the way to an output, made where they are missing.
///
/// A value that goes away takes those that it made with it, unless something is in them by then.
struct ParentFolders: ~Copyable, Sendable {
  /// From the outermost on.
  private var made: [String] = []

  /// - Parameter path: The output's path; its last name is not made.
  /// - Throws: `OutputError` if a folder cannot be made, for example below a file.
  init(of path: String) throws(OutputError) {
    var folder = path.hasPrefix("/") ? "/" : ""
    for name in path.split(separator: "/").dropLast() {
      folder += (folder.isEmpty || folder == "/" ? "" : "/") + name
      if mkdir(folder, 0o777) == 0 {
        made.append(folder)
        continue
      }
      let code = errno
      var status = stat()
      // A folder that is there need not be one that this user may write.
      guard stat(folder, &status) == 0 else { throw OutputError(path: folder, code: code) }
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw OutputError(path: folder, code: ENOTDIR)
      }
    }
  }

  deinit {
    // A folder that holds anything is not removed.
    for folder in made.reversed() { _ = rmdir(folder) }
  }
}
