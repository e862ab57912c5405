import ArgumentParser
import Backtesting
import Diagnostics
import Foundation
import Passes
import Tables

/// Turns whatever a command threw into words on standard error and an exit code.
enum FailureReport {
  static func end(with error: any Error) -> Never {
    switch error {
    case let verdict as Verdict:
      Exit.leave(verdict.code)
    case let errors as InputErrors:
      Console.error(errors.description)
      let count = errors.errors.count { $0.severity == .error }
      Console.error(
        "lstrisk: \(count) \(count == 1 ? "mistake" : "mistakes"); nothing was simulated")
      Exit.leave(.badInput)
    case let error as InputError:
      Console.error(error.description)
      Exit.leave(.badInput)
    case let error as OutputError:
      Console.error("lstrisk: \(error)")
      Exit.leave(.inputOutput)
    case let failure as Incomplete:
      Console.error("lstrisk: \(failure)")
      Exit.leave(.incomplete)
    case let failure as MemoryFailure:
      Console.error("lstrisk: \(failure)")
      Exit.leave(.software)
    case let failure as UsageError:
      Console.error("lstrisk: \(failure)")
      Exit.leave(.usage)
    case is Interrupted, is CancellationError:
      Console.error("lstrisk: stopped; nothing was written")
      Exit.leave(Signals.received == SIGTERM ? .terminated : .interrupted)
    case let stopped as Stopped:
      Console.error("lstrisk: \(stopped)")
      Exit.leave(Signals.received == SIGTERM ? .terminated : .interrupted)
    case let failure as WalkError:
      Console.error("lstrisk: \(failure)")
      Exit.leave(.software)
    case let failure as RunFailure:
      Console.error("lstrisk: \(failure)")
      Exit.leave(.software)
    default:
      leave(withParserError: error)
    }
  }

  /// Help and version go to standard output, usage to standard error; a failed write is seen.
  private static func leave(withParserError error: any Error) -> Never {
    let message = LSTRisk.fullMessage(for: error)
    switch LSTRisk.exitCode(for: error) {
    case .success:
      do {
        try StandardOutput.write(message + "\n")
      } catch {
        end(with: error)
      }
      Exit.leave(.success)
    case .validationFailure:
      Console.error(message)
      if let name = misspelledCommand { Console.error("  hint: did you mean 'lstrisk \(name)'?") }
      Exit.leave(.usage)
    default:
      Console.error("lstrisk: \(error)")
      Exit.leave(.software)
    }
  }

  /// The command that the first argument was meant to be; `nil` if it is one, or like none.
  private static var misspelledCommand: String? {
    let known = LSTRisk.configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let first = CommandLine.arguments.dropFirst().first, !first.hasPrefix("-"),
      !known.contains(first)
    else { return nil }
    return nearestName(to: first, among: known)
  }
}
