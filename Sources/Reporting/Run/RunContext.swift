import Tables

/// How and from what a run was made: what `manifest.json` records, times and machine included.
package struct RunContext: Sendable {
  /// An input document with its bytes.
  package struct Input: Sendable {
    /// What it is to the run, for example `portfolio`.
    let role: String
    /// Its path as the user or another document named it.
    let path: String
    /// Name of its copy in the run directory, a plain file name.
    let copyName: String
    /// As they were read.
    let bytes: [UInt8]
    /// SHA-256 of `bytes`: 64 hexadecimal digits in lower case.
    let sha256: String

    /// Hashes the bytes.
    ///
    /// - Parameter copyName: A plain file name, unique among the run's files.
    package init(role: String, path: String, copyName: String, bytes: [UInt8]) {
      self.role = role
      self.path = path
      self.copyName = copyName
      self.bytes = bytes
      sha256 = SHA256.hexDigest(of: bytes)
    }

    /// The path's last part.
    package var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  }

  /// Version of the engine.
  let version: String
  /// Version of the compiler behind it.
  let swiftVersion: String
  /// Kind of CPU: figures are the same bytes on one kind.
  let cpu: String
  /// Number of parallel workers; no figure depends on it.
  let workers: Int
  /// Start of the run, ISO 8601 in UTC.
  let startTime: String
  /// Time that passed, in seconds.
  let wallSeconds: Double
  /// Processor time of all workers, in seconds.
  let cpuSeconds: Double
  /// The run's documents, and the index of their copies.
  let inputs: [Input]
  /// Date of the market document, ISO; `nil` if it does not say.
  let marketAsOf: String?
  /// Factors and parameters that are assumed rather than fitted to data.
  let priors: [String]

  /// - Parameters:
  ///   - cpu: Figures are the same bytes on one kind.
  ///   - startTime: ISO 8601 in UTC.
  ///   - inputs: The run's documents and, with role `index`, the index of their copies.
  package init(
    version: String, swiftVersion: String, cpu: String, workers: Int, startTime: String,
    wallSeconds: Double, cpuSeconds: Double, inputs: [Input], marketAsOf: String? = nil,
    priors: [String] = []
  ) {
    self.version = version
    self.swiftVersion = swiftVersion
    self.cpu = cpu
    self.workers = workers
    self.startTime = startTime
    self.wallSeconds = wallSeconds
    self.cpuSeconds = cpuSeconds
    self.inputs = inputs
    self.marketAsOf = marketAsOf
    self.priors = priors
  }

  /// The part that reports may show.
  package var report: ReportContext {
    ReportContext(
      version: version, marketAsOf: marketAsOf, priors: priors,
      // The index of the copies states paths, which a report must not depend on.
      sources: inputs.filter { $0.role != "index" }.map {
        .init(role: $0.role, name: $0.name, sha256: $0.sha256)
      })
  }
}
