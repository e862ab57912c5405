import Calibration
import Diagnostics
import Documents
import Market
import MarketDocuments
import Tables

/// Reads a mapping document as far as it can be read.
struct CalibrationReader {
  /// The market document that will be written.
  let out: String
  private var files = DocumentFiles()
  private var errors: [InputError] = []
  private var warnings: [InputError] = []
  private var places: [String: SourceLocation] = [:]
  private var tables: [String: CSVTable?] = [:]

  init(out: String) { self.out = out }

  static let keys = ["asOf", "source", "market", "series", "factors", "tokens", "correlation"]

  mutating func run(_ path: String) throws(InputErrors) -> LoadedCalibration {
    guard let document = document(path, as: .mapping, namedAt: nil) else {
      throw InputErrors(errors)
    }
    let reader = MappingReader(document)
    reader.checkKeys(Self.keys, errors: &errors)
    _ = reader["source"]?.text(errors: &errors)
    let asOf = reader.required("asOf", "2024-12-31", errors: &errors)?.date(errors: &errors)
    let base = base(reader, path, asOf: asOf)
    let series = series(reader, path, asOf: asOf)
    let plans = plans(reader, series, asOf: asOf, base: base)
    let tokens = TokenValueReader(series: series, base: base)
      .values(reader["tokens"], errors: &errors)
    let dependence = dependence(reader)
    guard errors.isEmpty, let asOf, let base else { throw InputErrors(errors + warnings) }
    let folder = FilePath.folder(of: out)
    return LoadedCalibration(
      plans: plans, dependence: dependence, inputs: files.inputs, out: out,
      source: MarketSource(
        base: base, asOf: asOf, tokens: tokens, warnings: InputErrors(warnings).errors,
        inputs: files.inputs.map { ($0.sha256, FilePath.relative($0.path, to: folder)) },
        factorPlaces: places, correlationPlace: reader.location(of: "correlation")))
  }

  private mutating func document(
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

  /// The market document that is started from, checked with steps of a day.
  private mutating func base(
    _ reader: MappingReader, _ path: String, asOf: CalendarDate?
  ) -> YAMLDocument? {
    guard
      let field = reader.required("market", "the path of a market document", errors: &errors),
      let name = field.text("the path of a market document", errors: &errors),
      let document = document(
        DocumentFiles.resolved(name, from: path), as: .market, namedAt: field)
    else { return nil }
    let market = MarketDocument(
      document, step: TimeStep(days: 1), tokens: .unknown, repairs: true, errors: &errors)
    if let asOf, let date = market.asOf?.date, date > asOf {
      warnings.append(
        .warning(
          "market: \(name) is of \(date), after asOf \(asOf): its numbers look ahead",
          at: field.location,
          hint: "start from a market document of \(asOf) or before, or move asOf", .likelySlip))
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
    if let refusal = Self.refusal(of: top, over: bottom) {
      errors.append(
        InputError(
          "\(field.path) divides \(refusal)", at: field.location,
          hint: "divide prices in one unit; for a discount first the token's price by ETH's, then "
            + "the ratio by the exchange rate"))
      return
    }
    if top.currency != nil, bottom.currency != nil {
      warnings += top.series.oddities(over: bottom.series).map {
        .warning(
          "\(field.path): \($0)", at: field.location,
          hint: "check dates and time zones of both tables, and their columns", .likelySlip)
      }
    }
    let ratio = top.series.divided(by: bottom.series, name: name)
    check(ratio, field, .price, nil, asOf: asOf)
    // A price over a ratio keeps its unit; over an exchange rate, in ETH, a ratio stays one.
    list.append(name, .price, in: bottom.currency == nil ? top.currency : nil, ratio)
  }

  /// Why the quotient of two series has no meaning as a price or a ratio; `nil` if it has one.
  private static func refusal(of top: SeriesList.Entry, over bottom: SeriesList.Entry) -> String? {
    switch (top.currency, bottom.currency) {
    case (_, nil), (nil, .eth?): nil
    case (let a, let b) where a == b: nil
    default:
      "\(top.name), \(top.currencyWords), by \(bottom.name), \(bottom.currencyWords)"
    }
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
    let place = FilePath.relative(table.file, to: FilePath.folder(of: out))
    list.append(
      name, definition.quantity, in: definition.unit,
      found.from(found.origin.replacing(table.file, with: place, maxReplacements: 1)))
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
    let planner = FactorPlanReader(series: series, asOf: asOf, base: base)
    let known = base.map { $0.section("factors").map(\.key) }
    return fields.fields.compactMap { name, place, field in
      if let known, !known.contains(name) {
        errors.append(
          InputError(
            "factors.\(name) is no factor of the market document", at: place,
            hint: didYouMean(name, among: known) ?? "its factors are \(listed(known, "and"))"))
      }
      places[name] = place
      return planner.plan(name, field, errors: &errors, warnings: &warnings)
    }
  }

  private mutating func dependence(_ reader: MappingReader) -> DependencePlan? {
    guard let field = reader["correlation"],
      let entry = field.mapping(known: ["estimator", "factors"], errors: &errors)
    else { return nil }
    let estimator = entry.required("estimator", "kendall", errors: &errors)?
      .choice(DependencePlan.Estimator.self, errors: &errors)
    let items = entry.required("factors", "[eth-calm, usdc-peg]", errors: &errors)?
      .items("a list of factors", hint: "write [eth-calm, usdc-peg]", errors: &errors)
    // Also those with a mistake of their own, which is told already.
    var known: [String] = []
    if case .mapping(let entries)? = reader["factors"]?.node.content { known = entries.map(\.key) }
    var names: [String] = []
    for item in items ?? [] {
      guard let name = item.text("the name of a factor", errors: &errors) else { continue }
      if names.contains(name) {
        errors.append(item.refused("it stands in the list already", hint: "remove it"))
      }
      names.append(name)
      if !known.contains(name) {
        errors.append(
          item.refused(
            "it is not estimated here",
            hint: didYouMean(name, among: known)
              ?? "the factors above are \(listed(known, "and"))"))
      }
    }
    if let items, items.count < 2 {
      errors.append(
        InputError(
          "\(entry.path).factors has \(items.count) factors; a correlation needs two",
          at: field.location, hint: "name two factors, or leave correlation out"))
    }
    return estimator.map { DependencePlan($0, factors: names) }
  }
}
