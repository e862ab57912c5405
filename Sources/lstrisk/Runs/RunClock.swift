import Foundation
import Input
import Reporting

/// Start and cost of a run, for its manifest.
struct RunClock {
  private let start = Date()
  private let monotonic = ContinuousClock.now

  func context(_ loaded: LoadedRun) -> RunContext {
    RunContext(
      version: Version.text, swiftVersion: Version.swift, cpu: Processor.kind,
      workers: loaded.workers, startTime: start.ISO8601Format(),
      wallSeconds: monotonic.duration(to: .now) / .seconds(1), cpuSeconds: Self.processorSeconds,
      inputs: loaded.contextInputs, marketAsOf: loaded.marketAsOf, priors: loaded.priors)
  }

  private static var processorSeconds: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func seconds(_ t: timeval) -> Double { Double(t.tv_sec) + Double(t.tv_usec) * 1e-6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }
}
