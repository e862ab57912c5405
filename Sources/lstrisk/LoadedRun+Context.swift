import Input
import Reporting
import Tables

extension LoadedRun {
  /// The run's documents with the names of their copies, the index of the copies among them.
  var contextInputs: [RunContext.Input] {
    copies.map { copy in
      let original = inputs.first {
        SHA256.hexDigest(of: $0.bytes) == SHA256.hexDigest(of: copy.bytes)
      }
      return RunContext.Input(
        role: original?.role.rawValue ?? "index", path: original?.path ?? copy.name,
        copyName: copy.name, bytes: copy.bytes)
    }
  }
}
