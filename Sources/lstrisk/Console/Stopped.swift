/// A run that a signal has stopped, and that keeps what is done.
struct Stopped: Error, CustomStringConvertible {
  /// Where the same command finds what is done.
  let path: String

  var description: String { "stopped; the same command goes on from \(path)" }
}
