import Glibc

/// A directory of results that appears whole or not at all.
///
/// Files are written into a hidden directory beside the target, `.NAME.tmp-PID`. `publish()` forces
/// everything to the disk and renames it. A value that goes away before removes its hidden
/// directory. What a killed run left behind is swept when the next one for the same target starts.
///
/// Where a second output belongs to it, `show()` lets it appear with a mark that it is unfinished,
/// and `complete()` takes the mark away when the other one is in its place. A directory whose mark
/// was left by a killed process is stale: the next run for the same target replaces it.
///
/// Reference: Pillai et al. (2014), All File Systems Are Not Created Equal, OSDI: fsync of the
/// files, then rename, then fsync of the parent is the order that survives power loss.
public struct OutputDirectory: ~Copyable, Sendable {
  /// The target's path as it was given.
  public let path: String
  /// The finished files in the order in which they were finished.
  public private(set) var files: [WrittenFile] = []
  private let name: String
  private let hiddenName: String
  /// Go with the directory, unless it stays.
  private let folders: ParentFolders
  private let parent: Int32
  private let hidden: Int32
  private var createdNames: [String] = []
  private var stage = Stage.hidden

  private enum Stage {
    case hidden
    /// Under its name, with the mark.
    case shown
    case published
  }

  /// Makes the hidden directory.
  ///
  /// - Parameter path: The directory that is to appear; it does not exist, or is empty. Missing folders
  ///   on the way to it are made.
  /// - Throws: `OutputError` if the target exists or the hidden directory cannot be made.
  public init(at path: String) throws(OutputError) {
    let (parentPath, name) = try Self.split(path)
    let folders = try ParentFolders(of: path)
    let parent = SystemCall.open(parentPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parent >= 0 else { throw OutputError(path: parentPath, code: errno) }
    let hiddenName = StaleDirectories.hiddenName(of: name, process: getpid())
    let hidden: Int32
    do {
      StaleDirectories.sweep(target: name, in: parent)
      try Self.checkTarget(name, in: parent, path: path)
      hidden = try Self.makeHidden(hiddenName, in: parent, path: path)
    } catch {
      _ = close(parent)
      throw error
    }
    self.path = path
    self.name = name
    self.hiddenName = hiddenName
    self.folders = folders
    self.parent = parent
    self.hidden = hidden
  }

  deinit {
    if stage != .published {
      for name in createdNames { _ = unlinkat(hidden, name, 0) }
      _ = unlinkat(hidden, StaleDirectories.mark(process: getpid()), 0)
      _ = unlinkat(parent, stage == .hidden ? hiddenName : name, AT_REMOVEDIR)
    }
    _ = close(hidden)
    _ = close(parent)
  }

  /// Creates a file, to be written in parts.
  ///
  /// - Parameter name: The file's name, without directories.
  /// - Throws: `OutputError` if it exists already or cannot be created.
  public mutating func open(_ name: String) throws(OutputError) -> OutputFile {
    precondition(
      !name.isEmpty && !name.contains("/") && name != "." && name != "..",
      "an output file has a name without directories")
    let file = try OutputFile(name, in: hidden, path: "\(path)/\(name)")
    createdNames.append(name)
    return file
  }

  /// Ends a file of this directory: everything of it is on the disk then.
  ///
  /// - Throws: `OutputError` if the rest of it could not be written.
  @discardableResult
  public mutating func finish(_ file: consuming OutputFile) throws(OutputError) -> WrittenFile {
    let written = try file.finish()
    files.append(written)
    return written
  }

  /// Writes a whole file.
  ///
  /// - Throws: `OutputError` if it exists already or could not be written.
  @discardableResult
  public mutating func write(
    _ bytes: [UInt8], to name: String
  ) throws(OutputError) -> WrittenFile {
    var file = try open(name)
    try file.write(bytes)
    return try finish(file)
  }

  /// Writes a whole file of text as UTF-8.
  @discardableResult
  public mutating func write(
    _ text: String, to name: String
  ) throws(OutputError) -> WrittenFile {
    try write(Array(text.utf8), to: name)
  }

  /// Lets the directory appear under its name.
  ///
  /// - Precondition: Every file that was opened is finished.
  /// - Throws: `OutputError` if the disk failed or the target came into being meanwhile; nothing
  ///   appears then, unless the error came with the very last step, forcing the new name to disk.
  public consuming func publish() throws(OutputError) {
    try appear(as: .published)
  }

  /// Lets the directory appear under its name with the mark that it is not the whole result yet.
  ///
  /// A value that goes away before `complete()` removes it again.
  ///
  /// - Precondition: Every file that was opened is finished.
  /// - Throws: `OutputError` if the disk failed or the target came into being meanwhile.
  public mutating func show() throws(OutputError) {
    let mark = StaleDirectories.mark(process: getpid())
    var file = try OutputFile(mark, in: hidden, path: "\(path)/\(mark)")
    // What a sweeper may remove: these files and no other.
    try file.write(createdNames.joined(separator: "\n"))
    _ = try file.finish()
    try appear(as: .shown)
  }

  /// Takes the mark of `show()` away: the result is whole.
  public consuming func complete() throws(OutputError) {
    precondition(stage == .shown, "a directory is shown before it is completed")
    stage = .published
    guard unlinkat(hidden, StaleDirectories.mark(process: getpid()), 0) == 0 else {
      throw OutputError(path: path, code: errno)
    }
    let code = SystemCall.synchronise(hidden)
    if code != 0 { throw OutputError(path: path, code: code) }
  }

  /// Forces everything to the disk and gives the directory its name.
  private mutating func appear(as next: Stage) throws(OutputError) {
    precondition(files.count == createdNames.count, "every file is finished before publication")
    var code = SystemCall.synchronise(hidden)
    if code != 0 { throw OutputError(path: path, code: code) }
    guard renameat(parent, hiddenName, parent, name) == 0 else {
      throw OutputError(path: path, code: errno)
    }
    stage = next
    code = SystemCall.synchronise(parent)
    if code != 0 { throw OutputError(path: path, code: code) }
  }

  /// Removes what was written; nothing appears.
  public consuming func abandon() {}

  /// Parent and last name of a path, without trailing slashes.
  private static func split(_ path: String) throws(OutputError) -> (parent: String, name: String) {
    var trimmed = path[...]
    while trimmed.last == "/" { trimmed.removeLast() }
    let name = trimmed.split(separator: "/").last.map(String.init) ?? ""
    guard !name.isEmpty && name != "." && name != ".." && !path.utf8.contains(0) else {
      throw OutputError(
        path: path, reason: "it does not name a new directory",
        remedy: "write a path that ends with the name of the directory to make")
    }
    let parent = trimmed.dropLast(name.count)
    return (parent.isEmpty ? "." : String(parent), name)
  }

  /// Refuses a target that exists, unless it is an empty directory.
  private static func checkTarget(
    _ name: String, in parent: Int32, path: String
  ) throws(OutputError) {
    var status = stat()
    guard fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return }
      throw OutputError(path: path, code: errno)
    }
    let remedy = "choose a new name; results are never written over"
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw OutputError(path: path, reason: "it exists and is not a directory", remedy: remedy)
    }
    let target = SystemCall.open(
      name, in: parent, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, mode: 0)
    guard target >= 0 else { throw OutputError(path: path, code: errno) }
    defer { _ = close(target) }
    guard let entries = SystemCall.names(in: target) else {
      throw OutputError(path: path, code: errno)
    }
    guard entries.isEmpty else {
      throw OutputError(path: path, reason: "it exists and is not empty", remedy: remedy)
    }
  }

  /// Makes the hidden directory, opens it and locks it, which tells sweepers that it lives.
  private static func makeHidden(
    _ hiddenName: String, in parent: Int32, path: String
  ) throws(OutputError) -> Int32 {
    guard mkdirat(parent, hiddenName, 0o777) == 0 else {
      if errno == EEXIST {
        throw OutputError(
          path: path, reason: "this process is writing to it already",
          remedy: "give every run its own directory")
      }
      throw OutputError(path: path, code: errno)
    }
    let hidden = SystemCall.open(
      hiddenName, in: parent, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, mode: 0)
    guard hidden >= 0 else {
      let code = errno
      _ = unlinkat(parent, hiddenName, AT_REMOVEDIR)
      throw OutputError(path: path, code: code)
    }
    // A file system without locks leaves only the process number to tell the living apart.
    _ = flock(hidden, LOCK_EX | LOCK_NB)
    return hidden
  }
}
