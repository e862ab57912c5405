import Studies
import Tables

/// Writes a run directory, which appears whole or not at all.
package enum RunDirectoryWriter {
  /// Writes every format of the catalogue that the run has, a copy of every input and the manifest.
  ///
  /// - Parameter target: The directory that is to appear, made before the simulation.
  /// - Throws: `OutputError` if it cannot be written; nothing appears then.
  package static func write(
    _ result: RunResult, _ context: RunContext, to target: consuming OutputDirectory
  ) throws(OutputError) {
    var directory = target
    let report = context.report
    for format in ReportCatalog.all where format.isPart(of: result) {
      try directory.write(format.render(result, report), to: format.fileName)
    }
    try directory.publish(result.plan, context)
  }
}
