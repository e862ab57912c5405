import Studies

/// One file of a run directory.
///
/// A format prints and computes nothing, and its bytes depend on its arguments alone: no time,
/// locale, time zone or number of workers.
///
/// To add one: copy `ContributionTable.swift`, change it, add a line to `ReportCatalog.all`.
package protocol ReportFormat: Sendable {
  /// The file's name in the run directory.
  static var fileName: String { get }
  /// One line on what the file holds.
  static var summary: String { get }
  /// Whether a run has the file; every run unless the format says otherwise.
  static func isPart(of result: RunResult) -> Bool
  /// The whole file.
  static func render(_ result: RunResult, _ context: ReportContext) -> [UInt8]
}

extension ReportFormat {
  /// The default: every run has the file.
  package static func isPart(of result: RunResult) -> Bool { true }
}
