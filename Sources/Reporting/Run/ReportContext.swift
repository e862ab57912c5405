/// What a report states beside the run's result: lineage that the documents and the version fix.
///
/// No time, host, path or number of workers: reports are the same bytes wherever they are made.
public struct ReportContext: Sendable, Hashable {
  /// An input document of the run.
  public struct Source: Sendable, Hashable {
    /// What it is to the run, for example `portfolio`.
    public let role: String
    /// Its file name without directories.
    public let name: String
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    public let sha256: String

    public init(role: String, name: String, sha256: String) {
      self.role = role
      self.name = name
      self.sha256 = sha256
    }
  }

  /// Version of the engine.
  public let version: String
  /// Date of the market document, ISO; `nil` if it does not say.
  public let marketAsOf: String?
  /// Factors and parameters that are assumed rather than fitted to data, as the report names them.
  public let priors: [String]
  public let sources: [Source]

  public init(version: String, marketAsOf: String?, priors: [String], sources: [Source]) {
    self.version = version
    self.marketAsOf = marketAsOf
    self.priors = priors
    self.sources = sources
  }
}
