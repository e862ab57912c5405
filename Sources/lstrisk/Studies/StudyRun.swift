import Input
import Passes
import Reporting
import Studies
import Tables

/// A study whose documents are right: how it is worked out, written and told.
protocol StudyRun: Sendable {
  associatedtype Study: ShardedStudy where Study.Answer: Sendable

  static var kind: StudyKind { get }
  /// What is counted while it runs, in the plural.
  static var unit: String { get }

  /// - Parameters:
  ///   - questions: What is asked beside the documents; only policies know any.
  /// - Throws: `InputErrors` or `InputError`.
  init(
    _ document: String, _ overrides: RunOverrides, _ questions: Set<PolicyStudy.Question>) throws

  /// Reads a plan.
  ///
  /// - Parameters:
  ///   - copies: The folder that holds copies of the documents.
  ///   - start: What `start(of:)` gave.
  /// - Throws: `InputErrors` or `InputError`.
  init(
    copies: String, _ overrides: RunOverrides, _ questions: Set<PolicyStudy.Question>,
    start: [UInt8]) throws

  /// Documents, plan and workers.
  var loaded: LoadedRun { get }
  var questions: Set<PolicyStudy.Question> { get }
  /// Number of `unit` in all.
  var amount: Int { get }

  /// The study; what it starts from is worked out here where no plan has it.
  ///
  /// - Throws: `InputError` if the start is of another plan.
  func study() throws -> Study
  /// What is worked out once and fixes figures.
  func start(of study: Study) throws -> [UInt8]
  func write(
    _ answer: Study.Answer, _ context: RunContext, to target: consuming OutputDirectory) throws
  /// - Throws: `OutputError`; `Verdict` if a limit is breached.
  func tell(
    _ answer: Study.Answer, _ context: ReportContext, directory: String, _ telling: Telling) throws
}

extension StudyRun {
  var questions: Set<PolicyStudy.Question> { [] }

  func start(of study: Study) throws -> [UInt8] { [] }

  /// Prints the remarks on the documents.
  func warn() { for warning in loaded.warnings { Console.error(warning.description) } }
}
