/// What the program was called with.
enum Arguments {
  /// Refuses arguments that are no text, which the parser would read as something else.
  static func check() throws(UsageError) {
    for i in 0..<Int(CommandLine.argc) {
      guard let argument = CommandLine.unsafeArgv[i] else { return }
      if i > 0 && String(validatingCString: argument) == nil {
        throw UsageError("argument \(i) is not UTF-8 text, and so names nothing")
      }
    }
  }
}

/// A call that cannot be understood.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
