import Diagnostics
import Input
import Passes
import Reporting
import Studies
import Tables

/// The overnight report.
struct ReportRun: StudyRun {
  static let kind = StudyKind.report
  static let unit = "paths"

  let loaded: LoadedRun
  /// The pilot's bytes; `nil` if none has been taken.
  private let pilot: [UInt8]?

  init(
    _ document: String, _ overrides: RunOverrides, _ questions: Set<PolicyStudy.Question> = []
  ) throws {
    loaded = try RunDocument.load(document, overrides: overrides)
    pilot = nil
  }

  init(
    copies: String, _ overrides: RunOverrides, _ questions: Set<PolicyStudy.Question>,
    start: [UInt8]
  ) throws {
    loaded = try RunDocument.load(copies: copies, overrides: overrides)
    pilot = start
  }

  var amount: Int { loaded.plan.paths.count }

  func study() throws -> ReportStudy {
    guard var rest = pilot?[...] else { return ReportStudy(loaded.plan) }
    var reader = BinaryReader { count in
      let piece = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
      return piece
    }
    do {
      return try ReportStudy(loaded.plan, pilot: &reader)
    } catch is BinaryReader.Failure {
      throw InputError(
        "the pilot is of another plan", at: SourceLocation(file: PlanFile.startName),
        hint: "plan again")
    }
  }

  func start(of study: ReportStudy) throws -> [UInt8] { try study.pilotBytes() }

  func write(
    _ answer: RunResult, _ context: RunContext, to target: consuming OutputDirectory
  ) throws {
    try RunDirectoryWriter.write(answer, context, to: target)
  }

  func tell(
    _ answer: RunResult, _ context: ReportContext, directory: String, _ telling: Telling
  ) throws {
    try ReportVerdict(result: answer, context: context, directory: directory)
      .tell(json: telling.json, quiet: telling.quiet, exitZero: telling.exitZero)
  }
}
