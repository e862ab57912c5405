public import Diagnostics
import Documents
import Market
import Tables

/// Checks one document by itself, whatever kind it is of.
public struct DocumentCheck: Sendable {
  /// What kind of document it was checked as.
  public let role: DocumentRole
  /// Remarks, the gravest first.
  public let warnings: [InputError]
  /// What it holds, in words: `6 factors, 11 tokens`.
  public let contents: String

  /// Checks a document that is none of a run by itself: a market, protocol, token or mapping document.
  ///
  /// A market document is checked with steps of a day and with the token documents beside it, in
  /// `tokens` beside it or in `../tokens`; without any of them its tokens are not checked.
  ///
  /// - Throws: Every mistake of the document.
  /// - Precondition: `role(of:)` says that it is one.
  public init(_ path: String, as role: DocumentRole) throws(InputErrors) {
    self.role = role
    if role == .mapping {
      let loaded = try CalibrationDocument.load(path, writing: path)
      warnings = loaded.warnings
      contents = counted([(loaded.plans.count, "factor"), (loaded.inputs.count - 2, "table")])
      return
    }
    var reader = RunReader(files: DocumentFiles(), overrides: RunOverrides())
    guard let document = reader.document(path, as: role, namedAt: nil) else {
      throw InputErrors(reader.errors)
    }
    switch role {
    case .market:
      let tokens = Self.tokens(near: path)
      let market = MarketDocument(
        document, step: TimeStep(days: 1), tokens: tokens, errors: &reader.errors)
      reader.warnings += market.warnings
      if !tokens.isComplete {
        reader.warnings.append(
          .warning(
            "its tokens are not checked: there are no token documents near it",
            at: SourceLocation(file: path), hint: "check the run document that names it", .remark))
      }
      contents = counted([
        (market.columns?.factors.count ?? 0, "factor"), (market.tokens.symbols.count, "token"),
      ])
    case .protocol:
      let found = ProtocolDocument(document, errors: &reader.errors, warnings: &reader.warnings)
      contents = counted([
        (found?.reserveNames?.count ?? 0, "reserve"), (found?.eModes.count ?? 0, "e-mode"),
      ])
    case .token:
      let token = TokenDocument.read(document, errors: &reader.errors)
      contents = token.map { "\($0.symbol), \($0.kind.rawValue)" } ?? ""
    case .run, .portfolio, .mapping, .history:
      preconditionFailure("a \(role.rawValue) is not checked by itself")
    }
    guard reader.errors.isEmpty else { throw InputErrors(reader.errors + reader.warnings) }
    warnings = InputErrors(reader.warnings).errors
  }

  /// What kind of document a file holds, by its keys; `run` where it cannot be read.
  ///
  /// - Throws: `InputErrors` if it is a table.
  public static func role(of path: String) throws(InputErrors) -> DocumentRole {
    if path.lowercased().hasSuffix(".csv") {
      throw InputErrors([
        InputError(
          "this is a table; tables are checked with the document that names them",
          at: SourceLocation(file: path), hint: "check the run document or the mapping document")
      ])
    }
    return Self.document(path).map(DocumentKind.role) ?? .run
  }

  /// The document, or `nil` if it cannot be read.
  private static func document(_ path: String) -> YAMLDocument? {
    var files = DocumentFiles()
    var errors: [InputError] = []
    guard
      let (bytes, file) = files.read(
        path, as: .run, limit: YAMLDocument.sizeLimit, namedAt: nil, errors: &errors)
    else { return nil }
    return YAMLDocument(bytes, file: file, errors: &errors)
  }

  /// The token documents near a market document; mistakes in them are theirs.
  private static func tokens(near path: String) -> TokenList {
    var list = TokenList.unknown
    for folder in [".", "tokens", "../tokens"] {
      for path in folderDocuments(DocumentFiles.resolved(folder, from: path)) {
        guard let document = document(path), DocumentKind.role(of: document) == .token
        else { continue }
        var errors: [InputError] = []
        guard let token = TokenDocument.read(document, errors: &errors) else { continue }
        list.add(token, errors: &errors)
        list.isComplete = true
      }
      if list.isComplete { return list }
    }
    return list
  }

  private static func folderDocuments(_ path: String) -> [String] {
    do {
      return try DocumentFiles().documents(inDirectory: path.isEmpty ? "." : path) ?? []
    } catch {
      return []
    }
  }
}

/// Counts with their nouns: `1 factor, 2 tokens`.
private func counted(_ parts: [(count: Int, noun: String)]) -> String {
  parts.map { "\($0.count) \($0.noun)\($0.count == 1 ? "" : "s")" }.joined(separator: ", ")
}
