import Glibc

/// A file or stream that could not be written: the world failed, not the input.
public struct OutputError: Error, Sendable, Hashable {
  /// The path that was to be written, or `standard output`.
  public let path: String
  /// The system's reason in its own words, or ours.
  public let reason: String
  /// What to do about it.
  public let remedy: String

  /// Sentences without full stops, as they are printed.
  public init(path: String, reason: String, remedy: String) {
    self.path = path
    self.reason = reason
    self.remedy = remedy
  }

  /// The failure of a system call.
  init(path: String, code: Int32) {
    self.init(path: path, reason: SystemCall.text(code), remedy: Self.remedy(for: code))
  }

  private static func remedy(for code: Int32) -> String {
    switch code {
    case ENOSPC, EDQUOT: "free some space, or write to another disk"
    case EFBIG: "raise the limit on the size of files (ulimit -f)"
    case EACCES, EPERM: "choose a directory that this user may write"
    case EROFS: "choose a directory that is not mounted read-only"
    case ENOENT: "make the directory first; its name may be mistyped"
    case ENOTDIR: "a part of the path is a file; choose another path"
    case EEXIST, ENOTEMPTY: "choose a new name, or remove what is there"
    case ENAMETOOLONG: "choose a shorter name"
    case ELOOP: "the path runs through a loop of symbolic links; name the directory itself"
    case EMFILE, ENFILE: "raise the limit on open files (ulimit -n)"
    case EPIPE: "the program that reads this output ended early"
    case EIO: "check the disk"
    default: "check the path and the disk"
    }
  }
}

extension OutputError: CustomStringConvertible {
  /// `PATH: cannot be written: REASON` and the remedy below.
  public var description: String {
    "\(path.isEmpty ? "''" : path): cannot be written: \(reason)\n  hint: \(remedy)"
  }
}
