import Diagnostics
import Documents
import Lending
import Market
import Passes
import Paths
import Studies
import Tables

/// Reads the documents of one run, each as far as it can be read, and checks them against each
/// other.
struct RunReader {
  var files: DocumentFiles
  let overrides: RunOverrides
  var errors: [InputError] = []
  var warnings: [InputError] = []

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
    let policies = reader["policies"].flatMap {
      PolicyDocument($0, attributionLevel: settings.attributionLevel, errors: &errors)
    }
    checkNumeraire(reader, settings, market)
    checkRates(market, protocols)
    checkDates(settings, market, protocols)
    let uncertainty = uncertainty(reader, settings, market)
    warnings += settings.warnings + (market?.warnings ?? [])
    warnings += (portfolio?.warnings ?? []) + (policies?.warnings ?? [])

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
    let start = StartWarnings(plan, portfolio, market, limits: limitPlaces(reader))
    errors += start.errors
    var compared: PolicyPlan?
    if let policies {
      compared = comparison(policies, path, plan, market: market, columns: columns, settings)
    }
    if !errors.isEmpty {
      // A slip that leads to an error is told once.
      let places = Set(errors.map(\.location))
      throw InputErrors(errors + warnings.filter { !places.contains($0.location) })
    }
    warnings += start.warnings
    let ordered = InputErrors(warnings).errors
    var finished = plan
    finished.words.warnings += ordered.map(\.message)
    finished.uncertainty = uncertainty
    return LoadedRun(
      plan: finished, policies: compared, workers: workers, warnings: ordered,
      inputs: files.inputs,
      marketAsOf: market.asOf?.date.description, priors: market.priors,
      factorPrices: market.tokens.factorPrices, priceDate: market.asOf?.date)
  }

  /// Where each limit stands.
  private func limitPlaces(_ reader: MappingReader) -> [SourceLocation] {
    guard case .sequence(let items) = reader["limits"]?.node.content else { return [] }
    return items.map(\.location)
  }

  /// What `parameterUncertainty` draws; `nil` without the key, or after an error.
  private mutating func uncertainty(
    _ reader: MappingReader, _ settings: RunSettings, _ market: MarketDocument?
  ) -> ParameterUncertainty? {
    guard let field = reader[UncertaintyReader.key], let paths = settings.paths,
      let levels = settings.levels, let market, market.factors.isComplete
    else { return nil }
    return UncertaintyReader(paths: paths, levels: levels, factors: market.factors)
      .read(field, errors: &errors, warnings: &warnings)
  }

  /// Decides the policies of the run document; `nil` after an error.
  private mutating func comparison(
    _ document: PolicyDocument, _ run: String, _ plan: RunPlan, market: MarketDocument,
    columns: MarketBuilder, _ settings: RunSettings
  ) -> PolicyPlan? {
    guard let date = settings.valuationDate else { return nil }
    let before = errors.count
    var assembler = PolicyAssembler(
      document, plan: plan, market: market, columns: columns, date: date)
    for history in document.histories {
      guard
        let (bytes, file) = files.read(
          DocumentFiles.resolved(history.file, from: run), as: .history,
          limit: InputFile.defaultLimit, namedAt: history.field, errors: &errors)
      else { continue }
      assembler.add(
        history, contents: bytes, file: file, errors: &errors, warnings: &warnings)
    }
    if errors.count > before { return nil }
    warnings += assembler.lookingAhead + assembler.smallDepths
    return assembler.policyPlan(errors: &errors)
  }

  /// One YAML document; `nil` if it cannot be read, and its mistakes are noted.
  mutating func document(
    _ path: String, as role: DocumentRole, namedAt field: YAMLField?
  ) -> YAMLDocument? {
    guard
      let (bytes, file) = files.read(
        path, as: role, limit: YAMLDocument.sizeLimit, namedAt: field, errors: &errors)
    else { return nil }
    let document = YAMLDocument(bytes, file: file, errors: &errors)
    guard let document, let found = DocumentKind.other(than: role, document) else {
      return document
    }
    errors.append(DocumentKind.refusal(of: found, as: role, file, namedAt: field))
    return nil
  }

  /// The path that a value names, from the working directory.
  mutating func path(_ field: YAMLField?, from run: String) -> String? {
    field?.text("the path of a file", errors: &errors).map {
      DocumentFiles.resolved($0, from: run)
    }
  }
}

extension RunReader {
  mutating func checkNumeraire(
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
  mutating func checkRates(_ market: MarketDocument?, _ protocols: Protocols) {
    let names = protocols.list.map(\.name)
    for (name, place) in market?.rates.protocols ?? []
    where protocols.isComplete && !names.contains(name) {
      warnings.append(
        .warning(
          "rates.\(name) is not used: the run has no protocol of that name", at: place,
          hint: didYouMean(name, among: names) ?? "the protocols are \(listed(names, "and"))",
          .likelySlip))
    }
  }

  /// Days after which terms are remarked upon: protocols change theirs several times a year.
  private static let longestTermAge = 366

  /// A market of another day, terms of a later one and of one long past: they stand in for those of the run's
  /// day.
  mutating func checkDates(
    _ settings: RunSettings, _ market: MarketDocument?, _ protocols: Protocols
  ) {
    guard let date = settings.valuationDate else { return }
    if let asOf = market?.asOf, asOf.date != date {
      let age = asOf.date.days(to: date)
      let words = age > 0 ? "\(age) days before" : "\(-age) days after"
      warnings.append(
        .warning(
          "asOf is \(asOf.date), \(words) the run's valuationDate, \(date)", at: asOf.location,
          hint: "use a market document of that date, or move the valuation date", .substitution))
    }
    for terms in protocols.list {
      guard let asOf = terms.asOf else { continue }
      let age = asOf.date.days(to: date)
      if age > Self.longestTermAge {
        warnings.append(
          .warning(
            "the terms of \(terms.name) are of \(asOf.date), \(age) days before the run's valuationDate, \(date)",
            at: asOf.location, hint: "use the protocol's terms of that date", .remark))
      }
      guard age < 0 else { continue }
      warnings.append(
        .warning(
          "the terms of \(terms.name) are of \(asOf.date), after the run's valuationDate, \(date): "
            + "nobody knew them then", at: asOf.location,
          hint: "use the protocol's terms of that date, or move the valuation date", .substitution))
    }
  }

  /// The plan; `nil` if a setting is missing, which is an error already.
  mutating func plan(
    _ settings: RunSettings, market: MarketDocument, columns: MarketBuilder,
    protocols: [LendingProtocol], portfolio: Portfolio, books: [Book], limits: [Limit]
  ) -> RunPlan? {
    guard let name = settings.name, let date = settings.valuationDate, let grid = settings.grid,
      let paths = settings.paths, let seed = settings.seed, let numeraire = settings.numeraire,
      let precision = settings.precision, let monitoring = settings.monitoring,
      let levels = settings.levels, let attributionLevel = settings.attributionLevel,
      let accountTails = settings.accountTails, let accountDetail = settings.accountDetail,
      let contributions = settings.contributions
    else { return nil }
    var assembly = RunAssembly(
      numeraire: numeraire, columns: columns, tokens: market.tokens, rates: market.rates,
      protocols: protocols, books: books, portfolio: portfolio)
    let observed = assembly.observedSeries()
    let marketPlan = columns.plan(marks: assembly.marks)
    let before = errors.count
    let intraday = monitoring.intraday(
      market.tokens, columns: columns, market: marketPlan, errors: &errors)
    if errors.count > before { return nil }
    return RunPlan(
      LossPlan(
        paths: PathPlan(
          market: marketPlan, grid: grid, count: paths, seed: seed, precision: precision,
          intraday: intraday),
        portfolio: PortfolioPlan(
          accounts: assembly.accounts, books: books, protocolNames: protocols.map(\.name),
          adapters: protocols.map(\.adapter)),
        measurement: MeasurementPlan(
          monitoring: monitoring.monitoring, levels: levels, attributionLevel: attributionLevel,
          contributions: contributions, accountDetail: accountDetail, accountTails: accountTails,
          observed: observed)),
      words: ReportWords(
        name: name, valuationDate: date.description, numeraire: numeraire),
      limits: limits)
  }
}
