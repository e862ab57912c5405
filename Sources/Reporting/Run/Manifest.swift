public import Simulation
public import Tables

/// `manifest.json`: how a run directory came about, schema `lst-risk/manifest/1`. Written last.
///
/// The only file of a run directory with times, paths and the number of workers in it. Readers trust
/// only files whose hash it lists.
public enum Manifest {
  public static let fileName = "manifest.json"
  /// Name and version of the schema.
  public static let schema = "lst-risk/manifest/1"

  /// The whole file.
  ///
  /// - Parameter outputs: Every other file of the directory, copies of the inputs included.
  public static func render(
    _ plan: RunPlan, _ context: RunContext, outputs: [WrittenFile]
  ) -> [UInt8] {
    let inputs = context.inputs.map { input -> JSONValue in
      [
        "role": .text(input.role), "path": .text(input.path), "copy": .text(input.copyName),
        "bytes": .integer(input.bytes.count),
        "sha256": .text(input.sha256),
      ]
    }
    let files = outputs.map { file -> JSONValue in
      [
        "name": .text(file.name), "bytes": .integer(file.byteCount), "sha256": .text(file.sha256),
      ]
    }
    let manifest: JSONValue = [
      "schema": .text(schema),
      "run": .text(plan.name),
      "version": .text(context.version),
      "swiftVersion": .text(context.swiftVersion),
      "cpu": .text(context.cpu),
      "seed": .text(String(plan.seed)),
      "paths": .integer(plan.paths),
      "workers": .integer(context.workers),
      "startTime": .text(context.startTime),
      "wallSeconds": .number(context.wallSeconds),
      "cpuSeconds": .number(context.cpuSeconds),
      "inputs": .array(inputs),
      "outputs": .array(files),
    ]
    return manifest.encoded()
  }
}
