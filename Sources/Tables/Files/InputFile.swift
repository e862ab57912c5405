import Diagnostics
import Glibc

/// Reading an input document whole.
public enum InputFile {
  /// Documents above this many bytes are refused unless the caller allows more: 256 MiB.
  public static let defaultLimit = 256 << 20

  /// The bytes of a text file, without a UTF-8 byte order mark.
  ///
  /// It never waits: directories, pipes and devices are refused before anything is read.
  ///
  /// - Parameters:
  ///   - path: The file's path, which is also its name in messages.
  ///   - limit: The largest size in bytes.
  /// - Throws: An `InputError` at the file, or at the first byte that is not text (`TextCheck`).
  public static func read(
    _ path: String, limit: Int = defaultLimit
  ) throws(InputError) -> [UInt8] {
    let descriptor = SystemCall.open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unopened(path, errno) }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unread(path, errno) }
    try checkKind(path, mode: status.st_mode)
    let size = Int(status.st_size)
    guard size <= limit else {
      throw InputError(
        "the file has \(size) bytes, more than the limit of \(limit)",
        at: SourceLocation(file: path), hint: "split the file, or keep only the rows needed")
    }
    var bytes = try contents(of: descriptor, size: size, path: path)
    try TextCheck.check(bytes, file: path)
    bytes.removeFirst(TextCheck.start(of: bytes))
    return bytes
  }

  /// Reads an open file to its end.
  ///
  /// - Parameter size: The size that the file system stated.
  /// - Throws: An `InputError` if the file has another size by now.
  package static func contents(
    of descriptor: Int32, size: Int, path: String
  ) throws(InputError) -> [UInt8] {
    // One byte more, so that a file that grew is seen.
    var bytes = [UInt8](repeating: 0, count: size + 1)
    var count = 0
    while count < bytes.count {
      let got = SystemCall.read(descriptor, into: &bytes, from: count)
      guard got >= 0 else { throw unread(path, errno) }
      if got == 0 { break }
      count += got
    }
    guard count == size else {
      throw InputError(
        "the file changed its size while it was read (it had \(size) bytes)",
        at: SourceLocation(file: path), hint: "wait until it is written, then run again")
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  private static func checkKind(_ path: String, mode: mode_t) throws(InputError) {
    let (kind, hint) =
      switch mode & S_IFMT {
      case S_IFREG: ("", "")
      case S_IFDIR: ("a directory", "name a file in it")
      case S_IFIFO: ("a pipe", "write its contents to a file and name that")
      case S_IFCHR, S_IFBLK: ("a device", "name a regular file")
      case S_IFSOCK: ("a socket", "name a regular file")
      default: ("no regular file", "name a regular file")
      }
    guard kind.isEmpty else {
      throw InputError("this is \(kind), not a file", at: SourceLocation(file: path), hint: hint)
    }
  }

  private static func unopened(_ path: String, _ code: Int32) -> InputError {
    let (message, hint) =
      switch code {
      case ENOENT: ("there is no such file", "check the path; it starts at the working directory")
      case ENOTDIR: ("a part of the path is not a directory", "check the path")
      case EACCES, EPERM: ("the file may not be read", "give this user the right to read it")
      case ELOOP: ("the path runs through a loop of symbolic links", "name the file itself")
      case ENXIO: ("this is a socket or a device without its driver", "name a regular file")
      case ENAMETOOLONG: ("the path is too long", "shorten the name of the file")
      default: ("the file cannot be opened: \(SystemCall.text(code))", "check the path")
      }
    let place = SourceLocation(file: path.isEmpty ? "''" : path)
    return InputError(message, at: place, hint: hint)
  }

  private static func unread(_ path: String, _ code: Int32) -> InputError {
    InputError(
      "the file cannot be read: \(SystemCall.text(code))", at: SourceLocation(file: path),
      hint: "check the disk that holds it")
  }
}
