import Studies
import Tables

extension OutputDirectory {
  /// Adds a copy of every input and then the manifest, and lets the directory appear.
  ///
  /// - Throws: `OutputError` if it cannot be written; nothing appears then.
  consuming func publish(_ plan: RunPlan, _ context: RunContext) throws(OutputError) {
    for input in context.inputs { try write(input.bytes, to: input.copyName) }
    let manifest = Manifest(plan, context, outputs: files)
    try write(manifest.encoded(), to: Manifest.fileName)
    try publish()
  }
}
