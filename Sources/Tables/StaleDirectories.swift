import Glibc

/// Hidden directories that killed runs left beside their target.
enum StaleDirectories {
  /// The hidden directory's name for a target and a process.
  static func hiddenName(of target: String, process: pid_t) -> String {
    prefix(of: target) + String(process)
  }

  private static func prefix(of target: String) -> String { ".\(target).tmp-" }

  /// Removes the hidden directories of a target whose processes are gone.
  ///
  /// One is taken for stale if no process has its number (or this very process has it: numbers
  /// come again, in containers above all) and nobody holds its lock. What cannot be removed is
  /// left for the next time; it is in nobody's way.
  static func sweep(target: String, in parent: Int32) {
    let prefix = prefix(of: target)
    for name in SystemCall.names(in: parent) ?? [] where name.hasPrefix(prefix) {
      guard let process = pid_t(name.dropFirst(prefix.count)), process > 0,
        process == getpid() || !isAlive(process)
      else { continue }
      remove(name, in: parent)
    }
  }

  private static func isAlive(_ process: pid_t) -> Bool {
    kill(process, 0) == 0 || errno != ESRCH
  }

  /// Removes a hidden directory with its files, unless it is locked.
  private static func remove(_ name: String, in parent: Int32) {
    let directory = SystemCall.open(
      name, in: parent, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, mode: 0)
    guard directory >= 0 else { return }
    defer { _ = close(directory) }
    if flock(directory, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK { return }
    for file in SystemCall.names(in: directory) ?? [] { _ = unlinkat(directory, file, 0) }
    _ = unlinkat(parent, name, AT_REMOVEDIR)
  }
}
