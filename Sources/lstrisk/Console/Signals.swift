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

  /// Runs a task that is cancelled by the first signal. Call it once in a program.
  static func cancelling<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await body() }
    // Under nohup a lost terminal stays ignored. SIGINT never does: a shell script's background job
    // inherits it ignored, and whoever sends it means this program.
    let numbers = [SIGINT, SIGTERM] + (isIgnored(SIGHUP) ? [] : [SIGHUP])
    // A queue of its own has a thread of its own: the shared ones wait for the workers.
    let queue = DispatchQueue(label: "signals", qos: .userInteractive)
    let sources = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        let code = number == SIGHUP ? SIGTERM : number
        if last.exchange(code, ordering: .relaxed) != 0 { _exit(128 + code) }
        task.cancel()
      }
      source.resume()
      return source
    }
    defer {
      for source in sources { source.cancel() }
      for number in numbers { signal(number, SIG_DFL) }
    }
    return try await task.value
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    // The handler's address is 1 for SIG_IGN, which is no function that could be compared.
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }
}
