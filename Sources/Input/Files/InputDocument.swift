/// What a document says.
public enum DocumentRole: String, Sendable, CaseIterable {
  case run, market, token, `protocol`, portfolio, mapping, history
}

/// One file that a run or a calibration was read from.
public struct InputDocument: Sendable, Hashable {
  /// What it was read as.
  public let role: DocumentRole
  /// The path as the documents name it, from the working directory or absolute.
  public let path: String
  /// Without a byte order mark.
  public let bytes: [UInt8]
  /// SHA-256 of `bytes`: 64 hexadecimal digits in lower case. A byte order mark does not count.
  public let sha256: String
}
