import Foundation
import Tables

/// `plan.json`: what fixes the figures of a plan, schema `lst-risk/plan/1`.
struct PlanFile: Codable, Equatable {
  static let name = "plan.json"
  static let schema = "lst-risk/plan/1"
  /// The file beside it with the pilot, and whatever else is worked out once.
  static let startName = "start.bin"

  let schema: String
  let study: StudyKind
  /// What is asked beside the documents, sorted.
  let questions: [String]
  /// Version of the engine.
  let version: String
  /// Kernels and library of the machine that has made the plan.
  let arithmetic: String
  /// A whole number of 64 bits as text.
  let seed: String
  let paths: Int
  /// SHA-256 of the index of the documents' copies.
  let documents: String
  /// SHA-256 of `startName`.
  let start: String
  /// SHA-256 of everything above: what parts are parts of.
  let hash: String

  init(
    study: StudyKind, questions: [String], seed: UInt64, paths: Int, documents: String,
    start: String
  ) {
    schema = Self.schema
    self.study = study
    self.questions = questions
    version = Version.text
    arithmetic = Processor.arithmetic
    self.seed = String(seed)
    self.paths = paths
    self.documents = documents
    self.start = start
    hash = Self.hash(
      [Self.schema, study.rawValue, Version.text, String(seed), String(paths), documents, start]
        + questions)
  }

  private static func hash(_ facts: [String]) -> String {
    SHA256.hexDigest(of: Array(facts.joined(separator: "\n").utf8))
  }

  /// Whether `hash` is that of what stands above it.
  var isConsistent: Bool {
    hash
      == Self.hash(
        [schema, study.rawValue, version, seed, String(paths), documents, start] + questions)
  }

  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }
}
