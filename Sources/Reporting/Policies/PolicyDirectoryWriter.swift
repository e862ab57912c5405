import Studies
import Tables

/// Writes the directory of a comparison, which appears whole or not at all.
package enum PolicyDirectoryWriter {
  /// Writes page, table, JSON, a copy of every input and the manifest.
  ///
  /// - Parameter target: The directory that is to appear, made before the simulation.
  /// - Throws: `OutputError` if it cannot be written; nothing appears then.
  package static func write(
    _ result: PolicyResult, _ context: RunContext, to target: consuming OutputDirectory
  ) throws(OutputError) {
    var directory = target
    let report = context.report
    try directory.write(PolicyPage.render(result, report), to: PolicyPage.fileName)
    try directory.write(PolicyTable.render(result, report), to: PolicyTable.fileName)
    try directory.write(PolicyJSON.render(result, report), to: PolicyJSON.fileName)
    try directory.publish(result.plan, context)
  }
}
