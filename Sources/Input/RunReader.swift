import Collateral
import Diagnostics
import Market
import Simulation
import Tables

/// Reads the documents of one run, each as far as it can be read, and checks them against each other.
struct RunReader {
  private var files: DocumentFiles
  private let overrides: RunOverrides
  private var errors: [InputError] = []
  private var warnings: [InputError] = []

  init(files: DocumentFiles, overrides: RunOverrides) {
    self.files = files
    self.overrides = overrides
  }

  mutating func run(_ path: String) throws(InputErrors) -> LoadedRun {
    guard let document = document(path, as: .run, namedAt: nil) else { throw InputErrors(errors) }
    let reader = MappingReader(document)
    reader.checkKeys(RunSettings.keys, errors: &errors)
    let settings = RunSettings(reader, overrides: overrides, errors: &errors)
    let tokens = tokens(reader, path)
    let protocols = protocols(reader, path)
    let market = market(reader, path, step: settings.step, tokens: tokens)
    let portfolio = portfolio(reader, path, tokens: tokens, protocols: protocols, market: market)
    let books = books(reader, portfolio)
    let limits = limits(reader, settings, books: books, portfolio)
    checkNumeraire(reader, settings, market)
    checkRates(market, protocols)
    checkDate(settings, market)

    guard errors.isEmpty, let market, let columns = market.columns, let portfolio, let books,
      let limits,
      let plan = plan(
        settings, market: market, columns: columns, protocols: protocols.list.compactMap(\.terms),
        portfolio: portfolio, books: books, limits: limits),
      let workers = settings.workers
    else {
      precondition(!errors.isEmpty, "a document that cannot be used has an error")
      throw InputErrors(errors + warnings)
    }
    warnings += StartWarnings(plan, portfolio).warnings
    let ordered = InputErrors(warnings).errors
    var finished = plan
    finished.warnings += ordered.map(\.message)
    return LoadedRun(
      plan: finished, workers: workers, warnings: ordered, inputs: files.inputs,
      marketAsOf: market.asOf?.date.description, priors: market.factors.priors)
  }

  /// One YAML document; `nil` if it cannot be read, and its mistakes are noted.
  private mutating func document(
    _ path: String, as role: DocumentRole, namedAt field: YAMLField?
  ) -> YAMLDocument? {
    guard
      let (bytes, file) = files.read(
        path, as: role, limit: YAMLDocument.sizeLimit, namedAt: field, errors: &errors)
    else { return nil }
    return YAMLDocument(bytes, file: file, errors: &errors)
  }

  /// The path that a value names, from the working directory.
  private mutating func path(_ field: YAMLField?, from run: String) -> String? {
    field?.text("the path of a file", errors: &errors).map {
      DocumentFiles.resolved($0, from: run)
    }
  }
}

extension RunReader {
  private mutating func tokens(_ reader: MappingReader, _ run: String) -> TokenList {
    var list = TokenList()
    guard let field = reader.required("tokens", "the folder of token documents", errors: &errors)
    else {
      list.isComplete = false
      return list
    }
    var paths: [(path: String, field: YAMLField)] = []
    if case .sequence = field.node.content {
      let items = field.items("a list of files", hint: "write [eth.yaml]", errors: &errors) ?? []
      for item in items {
        if let path = path(item, from: run) { paths.append((path, item)) }
      }
      list.isComplete = paths.count == items.count
    } else if let directory = path(field, from: run) {
      if let found = files.documents(inDirectory: directory) {
        paths = found.map { ($0, field) }
      } else {
        errors.append(
          InputError(
            "tokens names \(directory): there is no such folder", at: field.location,
            hint: "the path starts at the folder of the document that names it"))
        list.isComplete = false
        return list
      }
    }
    if paths.isEmpty {
      if errors.isEmpty {
        errors.append(
          field.refused("there is no token document in it", hint: "token documents end in .yaml"))
      }
      list.isComplete = false
    }
    for (path, field) in paths {
      if let document = document(path, as: .token, namedAt: field),
        let token = TokenDocument.read(document, errors: &errors)
      {
        list.add(token, errors: &errors)
      } else {
        list.isComplete = false
      }
    }
    list.checkUnderlyings(errors: &errors)
    return list
  }

  /// The protocols of a run in the order of its document.
  private struct Protocols {
    var list: [ProtocolDocument] = []
    /// Whether every document has a name.
    var isComplete = true
  }

  private mutating func protocols(_ reader: MappingReader, _ run: String) -> Protocols {
    var protocols = Protocols()
    guard
      let field = reader.required("protocols", "[aave.yaml], a list of files", errors: &errors),
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

  private mutating func market(
    _ reader: MappingReader, _ run: String, step: TimeStep, tokens: TokenList
  ) -> MarketDocument? {
    let field = reader.required("market", "the market document", errors: &errors)
    guard let path = path(field, from: run),
      let document = document(path, as: .market, namedAt: field)
    else { return nil }
    return MarketDocument(document, step: step, tokens: tokens, errors: &errors)
  }

  private mutating func portfolio(
    _ reader: MappingReader, _ run: String, tokens: TokenList, protocols: Protocols,
    market: MarketDocument?
  ) -> Portfolio? {
    let field = reader.required("portfolio", "the portfolio table", errors: &errors)
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
  private mutating func books(_ reader: MappingReader, _ portfolio: Portfolio?) -> [Book]? {
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

  private mutating func limits(
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
      levels: settings.levels, accountTails: settings.accountTails, books: books,
      bookOfAccount: bookOfAccount
    ).read(field, errors: &errors)
  }
}

extension RunReader {
  private mutating func checkNumeraire(
    _ reader: MappingReader, _ settings: RunSettings, _ market: MarketDocument?
  ) {
    guard settings.numeraire == .eth, let market, let field = reader["numeraire"],
      !market.tokens.symbols.contains("ETH")
    else { return }
    errors.append(
      field.refused(
        "the market document has no token ETH",
        hint: "add ETH: {price: …} under tokens there, or write numeraire: USD"))
  }

  /// Rates of a protocol that the run does not have would silently not count.
  private mutating func checkRates(_ market: MarketDocument?, _ protocols: Protocols) {
    let names = protocols.list.map(\.name)
    for (name, place) in market?.rates.protocols ?? []
    where protocols.isComplete && !names.contains(name) {
      warnings.append(
        InputError(
          "rates.\(name) is not used: the run has no protocol of that name", at: place,
          hint: didYouMean(name, among: names) ?? "the protocols are \(listed(names, "and"))",
          severity: .warning))
    }
  }

  private mutating func checkDate(_ settings: RunSettings, _ market: MarketDocument?) {
    guard let date = settings.valuationDate, let asOf = market?.asOf, asOf.date != date else {
      return
    }
    let age = asOf.date.days(to: date)
    let words = age > 0 ? "\(age) days before" : "\(-age) days after"
    warnings.append(
      InputError(
        "asOf is \(asOf.date), \(words) the run's valuationDate, \(date)", at: asOf.location,
        hint: "use a market document of that date, or move the valuation date",
        severity: .warning))
  }

  /// The plan; `nil` if a setting is missing, which is an error already.
  private func plan(
    _ settings: RunSettings, market: MarketDocument, columns: MarketBuilder,
    protocols: [LendingProtocol], portfolio: Portfolio, books: [Book], limits: [Limit]
  ) -> RunPlan? {
    guard let name = settings.name, let date = settings.valuationDate, let grid = settings.grid,
      let paths = settings.paths, let seed = settings.seed, let numeraire = settings.numeraire,
      let precision = settings.precision, let monitoring = settings.monitoring,
      let levels = settings.levels, let attributionLevel = settings.attributionLevel,
      let accountTails = settings.accountTails
    else { return nil }
    var assembly = RunAssembly(
      numeraire: numeraire, columns: columns, tokens: market.tokens, rates: market.rates,
      protocols: protocols, books: books, portfolio: portfolio)
    let observed = assembly.observedSeries()
    return RunPlan(
      name: name, valuationDate: date.description, numeraire: numeraire, grid: grid, paths: paths,
      seed: seed, precision: precision, monitoring: monitoring, levels: levels,
      attributionLevel: attributionLevel, accountTails: accountTails, limits: limits,
      market: columns.plan(marks: assembly.marks),
      portfolio: PortfolioPlan(
        accounts: assembly.accounts, books: books, protocolNames: protocols.map(\.name),
        adapters: protocols.map(\.adapter)),
      observed: observed)
  }
}
