import Foundation
import Tables

/// A plan as two jobs of Slurm: an array of its shards, and the merge that depends on it.
struct SlurmJob {
  /// Absolute paths, as the nodes see them.
  let plan: String
  let out: String
  let shards: Int
  let workers: Int
  let name: String
  /// Passed on to sbatch.
  let options: [String]

  /// The program that runs now.
  private var program: String { Bundle.main.executablePath ?? CommandLine.arguments[0] }

  /// The array's script. A process that a signal has killed is tried again on the node; Slurm itself puts
  /// the tasks of a lost node back into the queue.
  var simulation: String {
    """
    #!/bin/bash
    #SBATCH --job-name=\(name) --requeue --open-mode=append --cpus-per-task=\(workers)
    export OPENBLAS_CORETYPE=\(Processor.blasCore)
    for attempt in 1 2 3; do
      \(Self.quoted(program)) simulate \(Self.quoted(plan)) --shard auto --workers \(workers) --quiet
      code=$?
      [ $code -lt 128 ] && exit $code
    done
    exit 75

    """
  }

  var merge: String {
    """
    #!/bin/bash
    #SBATCH --job-name=\(name)-merge --requeue --open-mode=append --cpus-per-task=\(workers)
    export OPENBLAS_CORETYPE=\(Processor.blasCore)
    exec \(Self.quoted(program)) merge \(Self.quoted(plan)) --out \(Self.quoted(out)) --workers \(workers) --exit-zero

    """
  }

  private var simulationPath: String { plan + "/simulate.sbatch" }
  private var mergePath: String { plan + "/merge.sbatch" }

  private var simulationArguments: [String] {
    ["--parsable", "--array=0-\(shards - 1)", "--output=\(plan)/simulate-%a.log"] + options
      + [simulationPath]
  }

  private func mergeArguments(after job: String) -> [String] {
    [
      "--parsable", "--dependency=afterok:\(job)", "--kill-on-invalid-dep=yes",
      "--output=\(plan)/merge.log",
    ] + options + [mergePath]
  }

  /// Both scripts and the calls of sbatch.
  var text: String {
    let calls = [simulationArguments, mergeArguments(after: "$JOB")].map { arguments in
      (["sbatch"] + arguments.map { $0.contains("$") ? $0 : Self.quoted($0) })
        .joined(separator: " ")
    }
    return """
      # \(simulationPath)
      \(simulation)
      # \(mergePath)
      \(merge)
      JOB=$(\(calls[0]))
      \(calls[1])

      """
  }

  /// Writes the scripts and submits them.
  ///
  /// - Returns: The jobs' numbers.
  /// - Throws: `OutputError` if a script cannot be written or sbatch refuses.
  func submit() throws -> (simulate: String, merge: String) {
    for (path, script) in [(simulationPath, simulation), (mergePath, merge)] {
      let file = try ReplacingFile(path, owner: "\(Processor.node)-\(getpid())")
      try file.write(Array(script.utf8))
      try file.publish()
    }
    let job = try Self.sbatch(simulationArguments)
    return (job, try Self.sbatch(mergeArguments(after: job)))
  }

  private static func sbatch(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sbatch"] + arguments
    let output = Pipe()
    process.standardOutput = output
    do {
      try process.run()
    } catch {
      throw OutputError(
        path: "sbatch", reason: error.localizedDescription, remedy: "install Slurm's client")
    }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw OutputError(
        path: "sbatch", reason: "it ended with \(process.terminationStatus)",
        remedy: "read its message above; `lstrisk submit --dry-run` prints what it was given")
    }
    // `--parsable` prints the number, and behind a semicolon the cluster.
    let text = String(decoding: bytes, as: UTF8.self)
    return text.prefix { $0.isNumber }.description
  }

  /// A word of a shell.
  private static func quoted(_ text: String) -> String {
    let plain = text.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=:%,+".contains($0))
    }
    return plain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
