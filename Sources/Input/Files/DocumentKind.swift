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
}
