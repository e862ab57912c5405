import Glibc

/// What killed runs left of their outputs: hidden directories and files beside the target, and
/// targets that still carry the mark of an unfinished pair.
enum StaleDirectories {
  /// The name of the hidden directory or file of a target and a process.
  static func hiddenName(of target: String, process: pid_t) -> String {
    prefix(of: target) + String(process)
  }

  /// The name of the file that marks a directory whose other half is not in its place yet; it lists
  /// the directory's own files, a line each.
  static func mark(process: pid_t) -> String { markPrefix + String(process) }

  private static let markPrefix = ".unfinished-"
  private static func prefix(of target: String) -> String { ".\(target).tmp-" }

  /// Removes the hidden directories and files of a target whose processes are gone, and the target
  /// itself if it is the unfinished half of such a process's results.
  ///
  /// One is taken for stale if no process has its number (or this very process has it: numbers
  /// come again, in containers above all) and nobody holds its lock. What cannot be removed is
  /// left for the next time; it is in nobody's way.
  static func sweep(target: String, in parent: Int32) {
    let prefix = prefix(of: target)
    for name in SystemCall.names(in: parent) ?? [] where isStale(name, prefix) {
      if unlinkat(parent, name, 0) != 0 { remove(name, in: parent) { $0 } }
    }
    remove(target, in: parent) { names in
      guard let mark = names.first(where: { isStale($0, markPrefix) }) else { return nil }
      let own = lines(of: mark, in: target, parent) + [mark]
      // Somebody's file among ours: theirs to decide. The mark goes last.
      return names.allSatisfy(own.contains) ? own : nil
    }
  }

  /// Whether a name is the prefix and the number of a process that is gone.
  private static func isStale(_ name: String, _ prefix: String) -> Bool {
    guard name.hasPrefix(prefix), let process = pid_t(name.dropFirst(prefix.count)), process > 0
    else { return false }
    return process == getpid() || kill(process, 0) != 0 && errno == ESRCH
  }

  /// Removes a directory with the files that are chosen of its names, unless it is locked or `nil`
  /// is chosen.
  private static func remove(
    _ name: String, in parent: Int32, files: ([String]) -> [String]?
  ) {
    let directory = SystemCall.open(
      name, in: parent, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, mode: 0)
    guard directory >= 0 else { return }
    defer { _ = close(directory) }
    if flock(directory, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK { return }
    guard let chosen = files(SystemCall.names(in: directory) ?? []) else { return }
    for file in chosen { _ = unlinkat(directory, file, 0) }
    _ = unlinkat(parent, name, AT_REMOVEDIR)
  }

  private static func lines(of file: String, in directory: String, _ parent: Int32) -> [String] {
    let descriptor = SystemCall.open(
      "\(directory)/\(file)", in: parent, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, mode: 0)
    guard descriptor >= 0 else { return [] }
    defer { _ = close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = SystemCall.read(descriptor, into: &bytes, from: 0)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }
}
