import Glibc

/// The system's file calls behind signatures without pointers.
///
/// Each call starts again when a signal interrupts it, and leaves its error in `errno`. The
/// pointers are sound because they live only inside the closures that lend them.
enum SystemCall {
  /// The system's words for an error number.
  static func text(_ code: Int32) -> String { String(cString: strerror(code)) }

  private static func uninterrupted<Count: SignedInteger>(_ call: () -> Count) -> Count {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }

  /// Opens a file; -1 and `errno` on failure.
  static func open(_ path: String, _ flags: Int32) -> Int32 {
    uninterrupted { Glibc.open(path, flags) }
  }

  /// The path of an existing file or directory from the root, without links; `nil` on failure.
  static func realPath(_ path: String) -> String? {
    guard let text = realpath(path, nil) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }

  /// Opens or creates a file in an open directory.
  static func open(_ name: String, in directory: Int32, _ flags: Int32, mode: mode_t) -> Int32 {
    uninterrupted { Glibc.openat(directory, name, flags, mode) }
  }

  /// Reads into an array from an offset on; the count, 0 at the end, -1 on failure.
  static func read(_ descriptor: Int32, into bytes: inout [UInt8], from offset: Int) -> Int {
    bytes.withUnsafeMutableBytes { buffer in
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[offset...])
      return uninterrupted { Glibc.read(descriptor, rest.baseAddress, rest.count) }
    }
  }

  /// Writes all bytes, however many calls it takes.
  ///
  /// - Returns: 0, or the number of the error.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let count = uninterrupted { Glibc.write(descriptor, part.baseAddress, part.count) }
        if count < 0 && errno == EAGAIN {
          // Someone made the terminal or pipe non-blocking: wait until it takes more.
          var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          if uninterrupted({ poll(&request, 1, -1) }) < 0 { return errno }
          continue
        }
        guard count > 0 else { return count < 0 ? errno : EIO }
        rest = rest.dropFirst(count)
      }
      return 0
    }
  }

  /// Forces a file or directory to the disk.
  ///
  /// - Returns: 0, or the number of the error. A file system that cannot do it is no error.
  static func synchronise(_ descriptor: Int32) -> Int32 {
    if uninterrupted({ fsync(descriptor) }) == 0 || errno == EINVAL { return 0 }
    return errno
  }

  /// The names in an open directory, without `.` and `..`, in no order; `nil` on failure.
  static func names(in directory: Int32) -> [String]? {
    let copy = open(".", in: directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, mode: 0)
    guard copy >= 0 else { return nil }
    guard let stream = fdopendir(copy) else {
      _ = close(copy)
      return nil
    }
    defer { closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee))
        {
          String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return errno == 0 ? names : nil
  }
}
