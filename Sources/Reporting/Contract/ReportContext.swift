/// What a report states beside the run's result: lineage that the documents and the version fix.
///
/// No time, host, path or number of workers: reports are the same bytes wherever they are made.
package struct ReportContext: Sendable, Hashable {
  /// An input document of the run.
  package struct Source: Sendable, Hashable {
    /// What it is to the run, for example `portfolio`.
    let role: String
    /// Its file name without directories.
    let name: String
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    let sha256: String

    /// - Parameter sha256: 64 hexadecimal digits.
    package init(role: String, name: String, sha256: String) {
      self.role = role
      self.name = name
      self.sha256 = sha256
    }
  }

  /// Version of the engine.
  let version: String
  /// Date of the market document, ISO; `nil` if it does not say.
  let marketAsOf: String?
  /// Factors and parameters that are assumed rather than fitted to data, as the report names them.
  let priors: [String]
  /// The run's documents.
  let sources: [Source]

  /// - Parameters:
  ///   - marketAsOf: ISO date; `nil` if the market document does not say.
  ///   - priors: What is assumed rather than fitted to data, as the report names it.
  package init(version: String, marketAsOf: String?, priors: [String], sources: [Source]) {
    self.version = version
    self.marketAsOf = marketAsOf
    self.priors = priors
    self.sources = sources
  }
}
