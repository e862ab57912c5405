import Dispatch
import Foundation
import Synchronization

/// SIGINT and SIGTERM end a command cleanly; a second one ends it at once.
enum Signals {
  private static let last = Atomic<Int32>(0)

  /// The signal that asked the program to stop; 0 if none did.
  static var received: Int32 { last.load(ordering: .relaxed) }

  /// A broken pipe is a write error that is reported, not a death.
  static func ignoreBrokenPipe() { signal(SIGPIPE, SIG_IGN) }

  /// Runs a task that is cancelled by the first signal.
  static func cancelling<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await body() }
    let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        let code = number == SIGHUP ? SIGTERM : number
        if last.exchange(code, ordering: .relaxed) != 0 { _exit(128 + code) }
        task.cancel()
      }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    return try await task.value
  }
}
