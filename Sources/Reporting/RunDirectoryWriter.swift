public import Simulation
public import Tables

/// Writes a run directory, which appears whole or not at all.
public enum RunDirectoryWriter {
  /// A file that is kept as it is, such as the copy of an input document.
  public struct Copy: Sendable, Hashable {
    /// A plain name without directories, unlike that of any other file of the directory.
    public let name: String
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// Writes every format of the catalogue, the copies and, last, the manifest with all their hashes.
  ///
  /// - Parameter path: The directory that is to appear.
  /// - Throws: `OutputError` if it exists or cannot be written; nothing appears then.
  public static func write(
    _ result: RunResult, _ context: RunContext, copies: [Copy], to path: String
  ) throws(OutputError) {
    let report = context.report
    var directory = try OutputDirectory(at: path)
    for format in ReportCatalog.all {
      try directory.write(format.render(result, report), to: format.fileName)
    }
    for copy in copies { try directory.write(copy.bytes, to: copy.name) }
    let manifest = Manifest.render(result, context, outputs: directory.files)
    try directory.write(manifest, to: Manifest.fileName)
    try directory.publish()
  }
}
