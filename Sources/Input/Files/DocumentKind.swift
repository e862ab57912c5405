import Diagnostics
import Documents

/// Tells from its keys what a document is.
enum DocumentKind {
  /// Documents that can be told apart, with their keys; of two that fit alike the first is meant.
  private static let known: [(role: DocumentRole, keys: [String])] = [
    (.run, RunSettings.keys), (.market, MarketDocument.keys), (.protocol, ProtocolDocument.keys),
    (.token, TokenDocument.keys), (.mapping, CalibrationReader.keys),
  ]

  /// The role that knows most of the document's keys; a run document if none knows any.
  static func role(of document: YAMLDocument) -> DocumentRole {
    var best = (role: DocumentRole.run, count: 0)
    for (role, keys) in known {
      let count = document.entries.count { keys.contains($0.key) }
      if count > best.count { best = (role, count) }
    }
    return best.role
  }

  /// What a document is instead of what it was taken for.
  ///
  /// - Returns: `nil` where it is that, or where its keys leave it open: another kind has to know two keys that
  ///   this one does not, and this one none that the other does not.
  static func other(than role: DocumentRole, _ document: YAMLDocument) -> DocumentRole? {
    let found = self.role(of: document)
    guard found != role, let own = keys(of: role), let others = keys(of: found) else { return nil }
    let written = document.entries.map(\.key)
    let isOther = written.count { others.contains($0) && !own.contains($0) } >= 2
    let isOwn = written.contains { own.contains($0) && !others.contains($0) }
    return isOther && !isOwn ? found : nil
  }

  private static func keys(of role: DocumentRole) -> [String]? {
    known.first { $0.role == role }?.keys
  }

  /// The error of a document of another kind.
  ///
  /// - Parameter field: Where it is named; `nil` if the user gave it.
  static func refusal(
    of found: DocumentRole, as role: DocumentRole, _ file: String, namedAt field: YAMLField?
  ) -> InputError {
    let what = "a \(found.rawValue) document, not a \(role.rawValue) document"
    guard let field else {
      return InputError(
        "this is \(what)", at: SourceLocation(file: file),
        hint: "give the \(role.rawValue) document\(use(of: role))")
    }
    return InputError(
      "\(field.path) names \(file): it is \(what)", at: field.location,
      hint: "name a \(role.rawValue) document")
  }

  private static func use(of role: DocumentRole) -> String {
    switch role {
    case .run: ", which names the others"
    case .mapping: ", which names a market document and histories"
    default: ""
    }
  }
}
