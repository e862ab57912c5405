import Reporting
import Studies
import Tables

/// What a finished report prints, and the exit code that its limits decide.
struct ReportVerdict {
  let result: RunResult
  let context: ReportContext
  let directory: String

  /// - Throws: `Verdict` if a limit is breached, unless `exitZero`; `OutputError`.
  func tell(json: Bool, quiet: Bool, exitZero: Bool) throws {
    if json {
      try StandardOutput.write(String(decoding: JSONReport.render(result, context), as: UTF8.self))
    } else if !quiet {
      try StandardOutput.write(TextReport.render(result, directory: directory))
    }
    if exitZero { return }
    if !quiet { for line in BreachText.lines(result) { Console.error("lstrisk: \(line)") } }
    switch result.limits.map(\.status).max() ?? .passed {
    case .passed: return
    case .warning: throw Verdict(code: .warningLimit)
    case .hard: throw Verdict(code: .hardLimit)
    }
  }
}
