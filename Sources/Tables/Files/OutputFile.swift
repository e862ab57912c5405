import Glibc

/// One file of an output directory while it is written, in parts and through a buffer.
///
/// `OutputDirectory.finish(_:)` ends it. A file that is dropped before stays unfinished, and its
/// directory cannot be published.
public struct OutputFile: ~Copyable, Sendable {
  /// The file's name in its directory.
  public let name: String
  private let path: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private var hash = SHA256()
  private var byteCount = 0
  private static let bufferSize = 1 << 18

  /// Creates the file.
  ///
  /// - Parameters:
  ///   - directory: Descriptor of the open directory.
  ///   - path: The path for messages.
  init(_ name: String, in directory: Int32, path: String) throws(OutputError) {
    self.name = name
    self.path = path
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    descriptor = SystemCall.open(name, in: directory, flags, mode: 0o666)
    guard descriptor >= 0 else { throw OutputError(path: path, code: errno) }
    buffer.reserveCapacity(Self.bufferSize)
  }

  deinit {
    if descriptor >= 0 { _ = close(descriptor) }
  }

  /// Appends bytes.
  ///
  /// - Throws: `OutputError` if the buffer was full and could not be written.
  public mutating func write(_ bytes: [UInt8]) throws(OutputError) {
    if buffer.count + bytes.count > Self.bufferSize { try flush() }
    if bytes.count >= Self.bufferSize {
      try put(bytes)
    } else {
      buffer += bytes
    }
  }

  /// Appends a text as UTF-8.
  public mutating func write(_ text: String) throws(OutputError) { try write(Array(text.utf8)) }

  /// Writes what is buffered, forces the file to the disk and closes it.
  consuming func finish() throws(OutputError) -> WrittenFile {
    try flush()
    var code = SystemCall.synchronise(descriptor)
    // A descriptor is gone after close, whatever close says.
    let closing = descriptor
    descriptor = -1
    if close(closing) != 0 && errno != EINTR && code == 0 { code = errno }
    if code != 0 { throw OutputError(path: path, code: code) }
    return WrittenFile(name: name, byteCount: byteCount, sha256: hash.hexDigest)
  }

  private mutating func flush() throws(OutputError) {
    if buffer.isEmpty { return }
    try put(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func put(_ bytes: [UInt8]) throws(OutputError) {
    let code = SystemCall.writeAll(bytes, to: descriptor)
    if code != 0 { throw OutputError(path: path, code: code) }
    hash.update(bytes)
    byteCount += bytes.count
  }
}

/// A finished file of an output directory, for its manifest.
public struct WrittenFile: Sendable, Hashable {
  /// The file's name in its directory.
  public let name: String
  /// The size in bytes.
  public let byteCount: Int
  /// SHA-256 of the contents, 64 hexadecimal digits.
  public let sha256: String
}
