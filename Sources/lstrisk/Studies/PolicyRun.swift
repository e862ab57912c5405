import Diagnostics
import Input
import Reporting
import Studies
import Tables

/// Haircut policies side by side.
struct PolicyRun: StudyRun {
  static let kind = StudyKind.policies
  static let unit = "paths"

  let loaded: LoadedRun
  let questions: Set<PolicyStudy.Question>
  private let policies: PolicyPlan

  init(
    _ document: String, _ overrides: RunOverrides, _ questions: Set<PolicyStudy.Question>
  ) throws {
    let loaded = try RunDocument.load(document, overrides: overrides)
    try self.init(loaded, questions, document: document)
  }

  init(
    copies: String, _ overrides: RunOverrides, _ questions: Set<PolicyStudy.Question>,
    start: [UInt8]
  ) throws {
    let loaded = try RunDocument.load(copies: copies, overrides: overrides)
    try self.init(loaded, questions, document: copies)
  }

  /// - Throws: `InputError` if the document names no policies, or no budget to solve for.
  private init(
    _ loaded: LoadedRun, _ questions: Set<PolicyStudy.Question>, document: String
  ) throws(InputError) {
    guard let policies = loaded.policies else {
      throw InputError(
        "the document lacks the key 'policies'", at: SourceLocation(file: document),
        hint: "write policies: {candidates: [{name: today, policy: protocol}]}")
    }
    if questions.contains(.solve) && policies.budget == nil {
      throw InputError(
        "policies lacks the key 'solve', which --solve needs", at: SourceLocation(file: document),
        hint: "write solve: {measure: bad_debt_probability, limit: 0.01} under policies")
    }
    self.loaded = loaded
    self.questions = questions
    self.policies = policies
  }

  var amount: Int { loaded.plan.paths.count }

  func study() -> PolicyStudy {
    PolicyStudy(loaded.plan, policies: policies, questions: questions)
  }

  func write(
    _ answer: PolicyResult, _ context: RunContext, to target: consuming OutputDirectory
  ) throws {
    try PolicyDirectoryWriter.write(answer, context, to: target)
  }

  func tell(
    _ answer: PolicyResult, _ context: ReportContext, directory: String, _ telling: Telling
  ) throws {
    if telling.json {
      try StandardOutput.write(String(decoding: PolicyJSON.render(answer, context), as: UTF8.self))
    } else if !telling.quiet {
      try StandardOutput.write(PolicyText.render(answer, directory: directory))
    }
  }
}
