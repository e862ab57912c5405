import Diagnostics
import Documents
import Market
import Passes
import Studies
import Tables

/// What a run document names: tokens, protocols, market, portfolio, books and limits.
extension RunReader {
  mutating func tokens(_ reader: MappingReader, _ run: String) -> TokenList {
    var list = TokenList()
    guard
      let field = reader.required(
        "tokens", "tokens, the folder of token documents", errors: &errors)
    else {
      list.isComplete = false
      return list
    }
    var paths: [(path: String, field: YAMLField)] = []
    var isFolder = false
    if case .sequence = field.node.content {
      let items = field.items("a list of files", hint: "write [eth.yaml]", errors: &errors) ?? []
      for item in items {
        if let path = path(item, from: run) { paths.append((path, item)) }
      }
      list.isComplete = paths.count == items.count
    } else if let directory = path(field, from: run) {
      guard let found = folder(directory, field) else {
        list.isComplete = false
        return list
      }
      isFolder = true
      paths = found.map { ($0, field) }
    } else {
      list.isComplete = false
    }
    if paths.isEmpty && list.isComplete {
      errors.append(
        InputError(
          "tokens names no token document", at: field.location,
          hint: "token documents end in .yaml"))
      list.isComplete = false
    }
    var others: [(path: String, role: DocumentRole)] = []
    for (path, field) in paths {
      if isFolder, let other = otherKind(path) {
        others.append((path, other))
        list.isComplete = false
      } else if let document = document(path, as: .token, namedAt: field),
        let token = TokenDocument.read(document, errors: &errors)
      {
        list.add(token, errors: &errors)
      } else {
        list.isComplete = false
      }
    }
    if !others.isEmpty { errors.append(TokenFolder.refusal(of: others, at: field.location)) }
    list.checkUnderlyings(errors: &errors)
    return list
  }

  /// What a document is that is no token document; `nil` where it is one or cannot be read.
  private func otherKind(_ path: String) -> DocumentRole? {
    var files = files
    var unread: [InputError] = []
    guard
      let (bytes, file) = files.read(
        path, as: .token, limit: YAMLDocument.sizeLimit, namedAt: nil, errors: &unread),
      let document = YAMLDocument(bytes, file: file, errors: &unread)
    else { return nil }
    return DocumentKind.other(than: .token, document)
  }

  /// The documents of a folder; `nil` after an error.
  private mutating func folder(_ directory: String, _ field: YAMLField) -> [String]? {
    do {
      if let found = try files.documents(inDirectory: directory) { return found }
      errors.append(
        InputError(
          "tokens names \(directory): there is no such folder", at: field.location,
          hint: "the path starts at the folder of the document that names it"))
    } catch {
      errors.append(error)
    }
    return nil
  }

  /// The protocols of a run in the order of its document.
  struct Protocols {
    var list: [ProtocolDocument] = []
    /// Whether every document has a name.
    var isComplete = true
  }

  mutating func protocols(_ reader: MappingReader, _ run: String) -> Protocols {
    var protocols = Protocols()
    guard
      let field = reader.required("protocols", "[aave.yaml]", errors: &errors),
      let items = field.items("a list of files", hint: "write [aave.yaml]", errors: &errors)
    else {
      protocols.isComplete = false
      return protocols
    }
    if items.isEmpty {
      errors.append(
        InputError(
          "protocols is an empty list; it must have at least one file", at: field.location,
          hint: "write [aave.yaml]"))
      protocols.isComplete = false
    }
    for item in items {
      guard let path = path(item, from: run),
        let document = document(path, as: .protocol, namedAt: item),
        let found = ProtocolDocument(document, errors: &errors, warnings: &warnings)
      else {
        protocols.isComplete = false
        continue
      }
      if let earlier = protocols.list.first(where: { $0.name == found.name }) {
        errors.append(
          InputError(
            "the protocol '\(found.name)' is defined twice; its other document is \(earlier.nameLocation.file)",
            at: found.nameLocation, hint: "name each document once, and give each its own name"))
      } else {
        protocols.list.append(found)
      }
    }
    return protocols
  }

  mutating func market(
    _ reader: MappingReader, _ run: String, step: TimeStep, tokens: TokenList
  ) -> MarketDocument? {
    let field = reader.required("market", "market.yaml", errors: &errors)
    guard let path = path(field, from: run),
      let document = document(path, as: .market, namedAt: field)
    else { return nil }
    return MarketDocument(document, step: step, tokens: tokens, errors: &errors)
  }

  mutating func portfolio(
    _ reader: MappingReader, _ run: String, tokens: TokenList, protocols: Protocols,
    market: MarketDocument?
  ) -> Portfolio? {
    let field = reader.required("portfolio", "portfolio.csv", errors: &errors)
    guard let path = path(field, from: run),
      let (bytes, file) = files.read(
        path, as: .portfolio, limit: InputFile.defaultLimit, namedAt: field, errors: &errors)
    else { return nil }
    var known = PortfolioTable.Known()
    known.protocolNames = protocols.list.map(\.name)
    for found in protocols.list { known.protocols[found.name] = found }
    known.hasAllProtocols = protocols.isComplete
    known.tokens = tokens.isComplete ? Set(tokens.symbols) : nil
    known.marketTokens = market.flatMap { $0.tokens.symbols.isEmpty ? nil : $0.tokens.symbols }
    return PortfolioTable(bytes, file: file, known: known, errors: &errors)?
      .portfolio(errors: &errors)
  }

  /// The books of the document, checked against the portfolio, or those of the portfolio.
  mutating func books(_ reader: MappingReader, _ portfolio: Portfolio?) -> [Book]? {
    guard let field = reader["books"] else {
      return portfolio.map { $0.books.map { Book(name: $0.name, view: .borrower) } }
    }
    guard let entries = BookReader.read(field, errors: &errors) else { return nil }
    let names = entries.map(\.book.name)
    if let portfolio {
      let found = portfolio.books.map(\.name)
      for (name, line) in portfolio.books where !names.contains(name) {
        errors.append(
          InputError(
            "the book \(shown(name)) is not in the books of the run document",
            at: portfolio.location(line: line),
            hint: didYouMean(name, among: names) ?? "add {name: \(name), view: borrower} there"))
      }
      for entry in entries where portfolio.isComplete && !found.contains(entry.book.name) {
        errors.append(
          InputError(
            "the book \(shown(entry.book.name)) has no account in the portfolio",
            at: entry.location,
            hint: didYouMean(entry.book.name, among: found)
              ?? "the portfolio has \(listed(found, "and"))"))
      }
    }
    return entries.map(\.book)
  }

  mutating func limits(
    _ reader: MappingReader, _ settings: RunSettings, books: [Book]?, _ portfolio: Portfolio?
  ) -> [Limit]? {
    guard let field = reader["limits"] else { return [] }
    var bookOfAccount: [String: Int]?
    if let portfolio, portfolio.isComplete {
      var index: [String: Int] = [:]
      for (i, book) in (books ?? []).enumerated() { index[book.name] = i }
      bookOfAccount = Dictionary(
        uniqueKeysWithValues: portfolio.accounts.map { ($0.id, index[$0.book] ?? 0) })
    }
    return LimitReader(
      levels: settings.levels, accountTails: settings.accountTails,
      accountDetail: settings.accountDetail, books: books,
      bookOfAccount: bookOfAccount
    ).read(field, errors: &errors, warnings: &warnings)
  }
}
