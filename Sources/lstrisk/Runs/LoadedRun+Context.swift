import Input
import Reporting

extension LoadedRun {
  /// The run's documents with the names of their copies, the index of the copies among them.
  var contextInputs: [RunContext.Input] {
    // The copies stand in the order of the inputs; the index is the last.
    copies.enumerated().map { i, copy in
      let original = i < inputs.count ? inputs[i] : nil
      return RunContext.Input(
        role: original?.role.rawValue ?? "index", path: original?.path ?? copy.name,
        copyName: copy.name, bytes: copy.bytes)
    }
  }
}
