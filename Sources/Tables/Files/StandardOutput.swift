import Glibc

/// Results on standard output, with every failure seen.
///
/// `print` to a full disk loses data and reports nothing; this does not.
public enum StandardOutput {
  /// Writes a text at once.
  ///
  /// A reader that went away is an error here, not the signal SIGPIPE.
  ///
  /// - Throws: `OutputError` if not everything could be written.
  public static func write(_ text: String) throws(OutputError) {
    let bytes = Array(text.utf8)
    let code = withoutPipeSignal { SystemCall.writeAll(bytes, to: STDOUT_FILENO) }
    if code != 0 { throw OutputError(path: "standard output", code: code) }
  }

  /// Runs a call while SIGPIPE is blocked in this thread, and takes away the one it may cause.
  private static func withoutPipeSignal(_ call: () -> Int32) -> Int32 {
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    var before = sigset_t()
    var pending = sigset_t()
    sigpending(&pending)
    let wasPending = sigismember(&pending, SIGPIPE) == 1
    pthread_sigmask(SIG_BLOCK, &pipeSignal, &before)
    let code = call()
    if code == EPIPE && !wasPending {
      var noTime = timespec()
      _ = sigtimedwait(&pipeSignal, nil, &noTime)
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    return code
  }
}
