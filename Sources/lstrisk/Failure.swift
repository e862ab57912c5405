import ArgumentParser
import Diagnostics
import Foundation
import Simulation
import Tables

/// Turns whatever a command threw into words on standard error and an exit code.
enum Failure {
  static func report(_ error: any Error) -> Never {
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
    case is Interrupted, is CancellationError:
      Console.error("lstrisk: stopped; nothing was written")
      Exit.leave(Signals.received == SIGTERM ? .terminated : .interrupted)
    case let failure as Simulation.Failure:
      Console.error("lstrisk: \(failure)")
      Exit.leave(.software)
    default:
      LSTRisk.exit(withError: error)
    }
  }
}
