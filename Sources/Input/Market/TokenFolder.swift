public import Diagnostics
import Documents

/// The token documents of one folder, outside a run.
public enum TokenFolder {
  /// What one token document says.
  public struct Entry: Sendable, Hashable {
    /// As portfolios and markets name it.
    public let symbol: String
    /// `native`, `stable`, `exchange-rate` or `rebasing`.
    public let kind: String
    /// Symbol of what it is redeemed into; `nil` for tokens with a price of their own.
    public let underlying: String?
    /// The name in words; `nil` if the document has none.
    public let name: String?
  }

  /// Reads every `.yaml` document of a folder, in the order of their names.
  ///
  /// - Throws: Every mistake in every document, ordered by place.
  public static func load(_ directory: String) throws(InputErrors) -> [Entry] {
    var errors: [InputError] = []
    var files = DocumentFiles()
    var list = TokenList()
    var names: [String: String] = [:]
    var others: [(path: String, role: DocumentRole)] = []
    for path in paths(directory, files, errors: &errors) {
      guard
        let (bytes, file) = files.read(
          path, as: .token, limit: YAMLDocument.sizeLimit, namedAt: nil, errors: &errors),
        let document = YAMLDocument(bytes, file: file, errors: &errors)
      else {
        list.isComplete = false
        continue
      }
      if let other = DocumentKind.other(than: .token, document) {
        others.append((path, other))
        list.isComplete = false
        continue
      }
      guard let token = TokenDocument.read(document, errors: &errors) else {
        list.isComplete = false
        continue
      }
      list.add(token, errors: &errors)
      // A name that is no text has been refused already; errors that repeat are dropped.
      names[token.symbol] = MappingReader(document)["name"]?.text(errors: &errors)
    }
    if !others.isEmpty {
      errors.append(refusal(of: others, at: SourceLocation(file: directory)))
    }
    list.checkUnderlyings(errors: &errors)
    guard errors.isEmpty else { throw InputErrors(errors) }
    return list.symbols.compactMap { symbol in
      list[symbol].map { token in
        Entry(
          symbol: symbol, kind: token.kind.rawValue, underlying: token.underlying,
          name: names[symbol])
      }
    }
  }

  /// One error for all documents of a folder that are no token documents.
  static func refusal(
    of others: [(path: String, role: DocumentRole)], at place: SourceLocation
  ) -> InputError {
    let shown = 5
    var words = others.prefix(shown).map { other in
      let name = other.path.split(separator: "/").last.map { String($0) } ?? other.path
      return "\(name) (a \(other.role.rawValue) document)"
    }
    if others.count > shown { words.append("\(others.count - shown) more") }
    return InputError(
      "the folder of token documents also has \(listed(words, "and"))", at: place,
      hint:
        "put token documents in a folder of their own, or list them: tokens: [eth.yaml, usdc.yaml]")
  }

  /// The documents of the folder; none after an error.
  private static func paths(
    _ directory: String, _ files: DocumentFiles, errors: inout [InputError]
  ) -> [String] {
    let here = SourceLocation(file: directory)
    do {
      guard let paths = try files.documents(inDirectory: directory) else {
        errors.append(InputError("there is no such folder", at: here, hint: "check the path"))
        return []
      }
      if paths.isEmpty {
        errors.append(
          InputError(
            "the folder has no token document", at: here, hint: "token documents end in .yaml"))
      }
      return paths
    } catch {
      errors.append(error)
      return []
    }
  }
}
