import Foundation

/// The system did not give the program the memory that it needs.
struct MemoryFailure: Error, CustomStringConvertible {
  /// What was asked for, in bytes.
  let bytes: Int

  var description: String {
    """
    there are no \(bytes >> 20) MiB of address space left for its linear algebra and its threads
      hint: raise the limit on memory (ulimit -v), or run fewer workers
    """
  }
}

extension MemoryFailure {
  /// Gives a program that runs out of memory a sentence and an exit code.
  ///
  /// Swift ends a program whose memory cannot be had with SIGABRT, after a line that says so; its
  /// traps are other signals.
  static func watch() {
    signal(SIGABRT) { _ in
      // Only what a signal handler may call.
      let text: StaticString = """
        lstrisk: ended early, most likely without memory (the line above says why); no result was written
          hint: raise the limit on memory (ulimit -v), or run fewer workers or paths

        """
      _ = write(2, text.utf8Start, text.utf8CodeUnitCount)
      _exit(Exit.Code.software.rawValue)
    }
  }
}
