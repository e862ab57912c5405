public import Simulation
public import Tables

/// Writes a run directory, which appears whole or not at all.
public enum RunDirectoryWriter {
  /// Writes every format of the catalogue, a copy of every input and the manifest.
  ///
  /// - Parameter path: The directory that is to appear.
  /// - Throws: `OutputError` if it exists or cannot be written; nothing appears then.
  public static func write(
    _ result: RunResult, _ context: RunContext, to path: String
  ) throws(OutputError) {
    var directory = try OutputDirectory(at: path)
    let report = context.report
    for format in ReportCatalog.all {
      try directory.write(format.render(result, report), to: format.fileName)
    }
    let names = inputNames(context.inputs)
    for (input, name) in zip(context.inputs, names) {
      try directory.write(input.bytes, to: name)
    }
    let manifest = Manifest.render(
      result, context, inputNames: names, outputs: directory.files)
    try directory.write(manifest, to: Manifest.fileName)
    try directory.publish()
  }

  /// `input-01-desk.yaml`: numbered, since documents of two directories may share a name.
  static func inputNames(_ inputs: [RunContext.Input]) -> [String] {
    let width = String(inputs.count).count
    return inputs.enumerated().map { i, input in
      let number = String(i + 1)
      let zeros = String(repeating: "0", count: max(2, width) - number.count)
      return "input-\(zeros)\(number)-\(safe(input.name))"
    }
  }

  /// A name of at most 100 harmless characters; the end, with its extension, is kept.
  private static func safe(_ name: String) -> String {
    let characters = name.unicodeScalars.map { scalar -> Character in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": Character(scalar)
      default: "_"
      }
    }
    return String(characters.suffix(100))
  }
}
