import Calibration
import Diagnostics
import Market
import Tables

/// Reads a mapping document as far as it can be read.
struct CalibrationReader {
  private var files = DocumentFiles()
  private var errors: [InputError] = []
  private var warnings: [InputError] = []
  private var tables: [String: CSVTable?] = [:]

  static let keys = ["asOf", "source", "market", "series", "factors", "tokens", "correlation"]

  mutating func run(_ path: String) throws(InputErrors) -> LoadedCalibration {
    guard let document = document(path, as: .mapping, namedAt: nil) else {
      throw InputErrors(errors)
    }
    let reader = MappingReader(document)
    reader.checkKeys(Self.keys, errors: &errors)
    _ = reader["source"]?.text(errors: &errors)
    let asOf = reader.required("asOf", "2024-12-31", errors: &errors)?.date(errors: &errors)
    let base = base(reader, path)
    let series = series(reader, path, asOf: asOf)
    let plans = plans(reader, series, asOf: asOf, base: base)
    let tokens = tokens(reader, series, base: base)
    let dependence = dependence(reader, plans)
    guard errors.isEmpty, let asOf, let base else { throw InputErrors(errors + warnings) }
    return LoadedCalibration(
      asOf: asOf, plans: plans, dependence: dependence, tokens: tokens,
      warnings: InputErrors(warnings).errors, inputs: files.inputs, base: base)
  }

  private mutating func document(
    _ path: String, as role: DocumentRole, namedAt field: YAMLField?
  ) -> YAMLDocument? {
    guard
      let (bytes, file) = files.read(
        path, as: role, limit: YAMLDocument.sizeLimit, namedAt: field, errors: &errors)
    else { return nil }
    return YAMLDocument(bytes, file: file, errors: &errors)
  }

  /// The market document that is started from; its factors are checked with steps of a day.
  private mutating func base(_ reader: MappingReader, _ path: String) -> YAMLDocument? {
    guard
      let field = reader.required("market", "the path of a market document", errors: &errors),
      let name = field.text("the path of a market document", errors: &errors),
      let document = document(
        DocumentFiles.resolved(name, from: path), as: .market, namedAt: field)
    else { return nil }
    let market = MappingReader(document)
    market.checkKeys(MarketDocument.keys, errors: &errors)
    if let list = market.required("factors", "and below it each factor", errors: &errors)?
      .openMapping(hint: "write a name, a colon and {process: …}", errors: &errors)
    {
      _ = FactorList(list, step: TimeStep(days: 1), errors: &errors)
    }
    return document
  }

  // MARK: series

  private mutating func series(
    _ reader: MappingReader, _ path: String, asOf: CalendarDate?
  ) -> SeriesList {
    var list = SeriesList()
    guard
      let fields = reader.required("series", "and below it each series", errors: &errors)?
        .openMapping(hint: "write a name, a colon and {file: …, value: …}", errors: &errors)
    else { return list }
    for (name, _, field) in fields.fields {
      list.declare(name)
      guard
        let entry = field.openMapping(hint: "write {file: …, value: …}", errors: &errors)
      else { continue }
      if entry["numerator"] != nil {
        addRatio(name, field, entry, to: &list, asOf: asOf)
      } else {
        addColumn(name, field, entry, path, to: &list, asOf: asOf)
      }
    }
    return list
  }

  private mutating func addRatio(
    _ name: String, _ field: YAMLField, _ entry: MappingReader, to list: inout SeriesList,
    asOf: CalendarDate?
  ) {
    entry.checkKeys(["numerator", "denominator", "source"], errors: &errors)
    guard let numerator = entry["numerator"],
      let denominator = entry.required("denominator", "the name of a series", errors: &errors)
    else { return }
    let top = list.find(numerator, quantity: .price, errors: &errors)
    let bottom = list.find(denominator, quantity: .price, errors: &errors)
    guard let top, let bottom, let asOf else { return }
    let ratio = top.divided(by: bottom, name: name)
    check(ratio, field, .price, nil, asOf: asOf)
    list.append(name, .price, ratio)
  }

  private mutating func addColumn(
    _ name: String, _ field: YAMLField, _ entry: MappingReader, _ path: String,
    to list: inout SeriesList, asOf: CalendarDate?
  ) {
    guard let definition = SeriesDefinition(name, field, entry, errors: &errors),
      let file = definition.file.text("the path of a CSV file", errors: &errors),
      let table = table(DocumentFiles.resolved(file, from: path), definition.file), let asOf,
      let found = SeriesTable(table: table, definition: definition, asOf: asOf)
        .series(errors: &errors, warnings: &warnings)
    else { return }
    check(found, field, definition.quantity, definition.unit, asOf: asOf)
    list.append(name, definition.quantity, found)
  }

  private mutating func check(
    _ series: DatedSeries, _ field: YAMLField, _ quantity: SeriesQuantity, _ unit: SeriesUnit?,
    asOf: CalendarDate
  ) {
    SeriesCheck(series: series, field: field, asOf: asOf)
      .run(quantity, unit, errors: &errors, warnings: &warnings)
  }

  /// A table, read once however many series it holds.
  private mutating func table(_ path: String, _ field: YAMLField) -> CSVTable? {
    if let known = tables[path] { return known }
    var table: CSVTable?
    if let (bytes, file) = files.read(
      path, as: .history, limit: InputFile.defaultLimit, namedAt: field, errors: &errors)
    {
      table = CSVTable(
        contents: bytes, file: file, required: [], others: .ignored, errors: &errors)
    }
    tables[path] = .some(table)
    return table
  }

  // MARK: what is made of them

  private mutating func plans(
    _ reader: MappingReader, _ series: SeriesList, asOf: CalendarDate?, base: YAMLDocument?
  ) -> [FactorCalibration] {
    guard
      let fields = reader.required("factors", "and below it each factor", errors: &errors)?
        .openMapping(hint: "write a factor, a colon and {estimator: …}", errors: &errors)
    else { return [] }
    let planner = FactorPlanReader(series: series, asOf: asOf)
    let known = base.map { Self.names("factors", of: $0) }
    return fields.fields.compactMap { name, place, field in
      if let known, !known.contains(name) {
        errors.append(
          InputError(
            "factors.\(name) is no factor of the market document", at: place,
            hint: didYouMean(name, among: known) ?? "its factors are \(listed(known, "and"))"))
      }
      return planner.plan(name, field, errors: &errors, warnings: &warnings)
    }
  }

  private mutating func tokens(
    _ reader: MappingReader, _ series: SeriesList, base: YAMLDocument?
  ) -> [LoadedCalibration.TokenValue] {
    guard
      let fields = reader["tokens"]?.openMapping(
        hint: "write a symbol, a colon and {price: the name of a series}", errors: &errors)
    else { return [] }
    let known = base.map { Self.names("tokens", of: $0) }
    var values: [LoadedCalibration.TokenValue] = []
    for (symbol, place, field) in fields.fields {
      if let known, !known.contains(symbol) {
        errors.append(
          InputError(
            "tokens.\(symbol) is no token of the market document", at: place,
            hint: didYouMean(symbol, among: known) ?? "its tokens are \(listed(known, "and"))"))
      }
      guard let entry = field.mapping(known: ["price", "exchangeRate"], errors: &errors) else {
        continue
      }
      for (key, _, value) in entry.fields {
        guard let found = series.find(value, quantity: .price, errors: &errors),
          let last = found.values.last, let date = found.dates.last
        else { continue }
        values.append(
          .init(symbol: symbol, key: key, value: last, date: date, series: found.name))
      }
    }
    return values
  }

  private mutating func dependence(
    _ reader: MappingReader, _ plans: [FactorCalibration]
  ) -> DependencePlan? {
    guard let field = reader["correlation"],
      let entry = field.mapping(known: ["estimator", "factors"], errors: &errors)
    else { return nil }
    let estimator = entry.required("estimator", "kendall", errors: &errors)?
      .choice(DependencePlan.Estimator.self, errors: &errors)
    let items = entry.required("factors", "[eth-calm, usdc-peg]", errors: &errors)?
      .items("a list of factors", hint: "write [eth-calm, usdc-peg]", errors: &errors)
    let known = plans.map(\.factor)
    let names = (items ?? []).compactMap { item -> String? in
      guard let name = item.text("the name of a factor", errors: &errors) else { return nil }
      if !known.contains(name) {
        errors.append(
          item.refused(
            "it is not estimated here",
            hint: didYouMean(name, among: known)
              ?? "the factors above are \(listed(known, "and"))"))
      }
      return name
    }
    return estimator.map { DependencePlan($0, factors: names) }
  }

  /// The keys of a mapping of the market document.
  private static func names(_ key: String, of document: YAMLDocument) -> [String] {
    guard
      case .mapping(let entries)? = document.entries.first(where: { $0.key == key })?.value.content
    else { return [] }
    return entries.map(\.key)
  }
}
