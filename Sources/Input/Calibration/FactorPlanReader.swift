import Calibration
import Diagnostics
import Documents
import Processes
import Tables

/// Reads one entry under `factors` of a mapping document.
struct FactorPlanReader {
  let series: SeriesList
  let asOf: CalendarDate?
  /// The market document that is started from; `nil` if it cannot be read.
  let base: YAMLDocument?

  /// Keys of every factor, and those of single estimators.
  static let keys =
    ["estimator", "series", "covariate", "from", "to", "measurementError", "targetFrom", "keep"]
    + EstimatorCatalog.options.map(\.key)

  static var estimatorNames: [String] {
    EstimatorCatalog.all.map { $0.name } + EstimatorCatalog.levels.map { $0.name }
  }

  /// - Returns: `nil` after noting what is wrong.
  func plan(
    _ factor: String, _ field: YAMLField, errors: inout [InputError],
    warnings: inout [InputError]
  ) -> FactorCalibration? {
    let before = errors.count
    guard let reader = field.mapping(known: Self.keys, errors: &errors) else { return nil }
    let estimator = estimator(reader, errors: &errors)
    let kept = kept(reader, factor, errors: &errors)
    let from = reader["from"]?.date(errors: &errors)
    let to = reader["to"]?.date(errors: &errors)
    let target = target(reader, estimator, errors: &errors)
    if let to, let asOf, to > asOf, let place = reader["to"] {
      errors.append(
        place.refused("nothing after asOf, \(asOf), is read", hint: "leave it out, or move asOf"))
    }
    guard let estimator,
      let seriesField = reader.required("series", "the name of a series", errors: &errors)
    else { return nil }
    let found = series.find(seriesField, quantity: quantity(estimator), errors: &errors)
    if let found { checkCurrency(found, estimator, factor, seriesField, &errors, &warnings) }
    let chosen = found?.series
    var covariate: DatedSeries?
    if let other = reader["covariate"] {
      covariate = series.find(other, quantity: nil, errors: &errors)?.series
    }
    guard let chosen, errors.count == before else { return nil }
    if let from, let first = chosen.dates.first, from < first,
      let place = reader["from"]
    {
      errors.append(
        place.refused(
          "\(chosen.name) starts on \(first)", hint: "write a date from \(first) on"))
    }
    var window = chosen.between(from, to)
    if let covariate { window = shared(window, covariate, field, errors: &errors) }
    window = stepped(window, estimator, field, errors: &errors, warnings: &warnings)
    checkLength(window, estimator, field, errors: &errors)
    guard errors.count == before else { return nil }
    return FactorCalibration(
      factor: factor, estimator: estimator, series: window, covariate: covariate,
      targetFrom: target, kept: kept)
  }

  private func estimator(
    _ reader: MappingReader, errors: inout [InputError]
  ) -> FactorCalibration.Estimator? {
    guard let field = reader.required("estimator", "garch-t, say", errors: &errors),
      let name = field.text("the name of an estimator", errors: &errors)
    else { return nil }
    let hasErrors = reader["measurementError"]
    if let type = EstimatorCatalog.levelEstimator(named: name) {
      var estimator = type.init()
      if let choice = hasErrors?.choice(MeasurementError.self, errors: &errors) {
        estimator.measurementError = choice
        if choice == .estimated && !type.hasMeasurementError, let hasErrors {
          errors.append(
            hasErrors.refused("\(name) takes observations as exact", hint: "leave it out"))
        }
      }
      if let covariate = reader["covariate"], !type.hasCovariate {
        errors.append(covariate.refused("\(name) has no covariate", hint: "leave it out"))
      }
      return .level(estimator)
    }
    if let type = EstimatorCatalog.estimator(named: name) {
      for key in ["measurementError", "covariate"] {
        if let field = reader[key] {
          errors.append(field.refused("\(name) has none: it reads returns", hint: "leave it out"))
        }
      }
      return .returns(returnsEstimator(type, reader, errors: &errors))
    }
    errors.append(
      field.refused(
        "it must be the name of an estimator",
        hint: didYouMean(name, among: Self.estimatorNames)
          ?? "`lstrisk list estimators` shows them all"))
    return nil
  }

  /// An estimator of returns with the options that it has.
  private func returnsEstimator(
    _ type: any ProcessEstimator.Type, _ reader: MappingReader, errors: inout [InputError]
  ) -> any ProcessEstimator {
    var estimator = type.init()
    for option in EstimatorCatalog.options {
      guard let field = reader[option.key] else { continue }
      guard let own = type.options.first(where: { $0.key == option.key }) else {
        errors.append(
          field.refused(
            "\(type.name) has none: it is no \(option.kind)", hint: "leave it out"))
        continue
      }
      if let value = value(of: own, field, errors: &errors) { estimator.set(own.key, to: value) }
    }
    return estimator
  }

  private func value(
    of option: EstimatorOption, _ field: YAMLField, errors: inout [InputError]
  ) -> EstimatorOption.Value? {
    switch option.values {
    case .number(let range, let hint):
      field.number(in: range, hint: hint, errors: &errors).map { .number($0) }
    case .words(let words): field.word(among: words, errors: &errors).map { .word($0) }
    }
  }

  private func quantity(_ estimator: FactorCalibration.Estimator) -> SeriesQuantity {
    switch estimator {
    case .returns: .price
    case .level(let estimator): type(of: estimator).quantity
    }
  }

  /// Parameters that keep their numbers: each is one of the process in the market document.
  private func kept(
    _ reader: MappingReader, _ factor: String, errors: inout [InputError]
  ) -> [String] {
    let items = reader["keep"]?.items(
      "a list of parameters", hint: "write [mean, initial]", errors: &errors)
    let process = entry(factor, "process").map(YAMLText.inline)
      .flatMap { ProcessCatalog.process(named: $0) }
    return (items ?? []).compactMap { item in
      guard let name = item.text("the name of a parameter", errors: &errors) else { return nil }
      if let process, !process.parameters.contains(where: { $0.name == name }) {
        let known = process.parameters.map(\.name)
        errors.append(
          item.refused(
            "it must be a parameter of \(process.name)",
            hint: didYouMean(name, among: known) ?? "its parameters are \(listed(known, "and"))"))
      }
      return name
    }
  }

  /// The value of a key of a factor in the market document.
  private func entry(_ factor: String, _ key: String) -> YAMLNode? {
    guard
      case .mapping(let entries)? = base?.section("factors").first(where: { $0.key == factor })?
        .value.content
    else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The window of the target volatility, where the estimator has one.
  private func target(
    _ reader: MappingReader, _ estimator: FactorCalibration.Estimator?, errors: inout [InputError]
  ) -> CalendarDate? {
    guard let field = reader["targetFrom"] else { return nil }
    if let estimator, !estimator.hasTargetVolatility {
      errors.append(
        field.refused("\(estimator.name) has no target volatility", hint: "leave it out"))
    }
    return field.date(errors: &errors)
  }

  /// A discount is read from a ratio or a price in ETH, a peg from dollars, and a price that tokens
  /// have in dollars from one in dollars.
  private func checkCurrency(
    _ found: SeriesList.Entry, _ estimator: FactorCalibration.Estimator, _ factor: String,
    _ field: YAMLField, _ errors: inout [InputError], _ warnings: inout [InputError]
  ) {
    let name = estimator.name
    if name == DiscountEstimator.name, found.currency == .usd {
      errors.append(
        InputError(
          "\(field.path): \(found.name) is in USD; a discount is read from market rate over "
            + "exchange rate", at: field.location,
          hint: "divide by ETH's price and by the exchange rate, under series"))
    }
    if name == PegEstimator.name, found.currency == .eth {
      errors.append(
        InputError(
          "\(field.path): \(found.name) is in ETH; a peg is read from a price in USD",
          at: field.location, hint: "name a series with unit: USD"))
    }
    if case .returns = estimator, found.currency == .eth, let token = pricedToken(factor) {
      warnings.append(
        .warning(
          "\(field.path): \(found.name) is in ETH; \(factor) moves the price of \(token), in USD",
          at: field.location, hint: "name a series with unit: USD", .likelySlip))
    }
  }

  /// A token of the market document whose price a factor moves, by itself or through another.
  private func pricedToken(_ factor: String) -> String? {
    base?.section("tokens").first { token in
      guard case .mapping(let entries) = token.value.content,
        let mover = entries.first(where: { $0.key == "factor" }).map({ YAMLText.inline($0.value) })
      else { return false }
      return mover == factor || entry(mover, "price").map(YAMLText.inline) == factor
    }?.key
  }

  /// The dates that the covariate has as well.
  private func shared(
    _ window: DatedSeries, _ covariate: DatedSeries, _ field: YAMLField,
    errors: inout [InputError]
  ) -> DatedSeries {
    let dates = Set(covariate.dates)
    let kept = window.values.indices.filter { dates.contains(window.dates[$0]) }
    if kept.isEmpty && window.count > 0 {
      errors.append(
        InputError(
          "\(field.path): \(window.name) and \(covariate.name) have no common dates",
          at: field.location, hint: "choose a window that both cover"))
    }
    return window.picking(kept)
  }

  /// Laws of returns need one step, and laws of one day a step of a day; levels are taken at the dates
  /// that they have.
  private func stepped(
    _ window: DatedSeries, _ estimator: FactorCalibration.Estimator, _ field: YAMLField,
    errors: inout [InputError], warnings: inout [InputError]
  ) -> DatedSeries {
    guard case .returns(let returns) = estimator else { return window }
    guard type(of: returns).isOfOneDay else {
      if let change = window.stepChange { errors.append(change) }
      return window
    }
    return window.dailyCloses(
      "\(estimator.name) is a law of one day",
      remedy: "or take constant-volatility or ewma, whose volatility is that of a year",
      at: field.location, errors: &errors, warnings: &warnings) ?? window
  }

  private func checkLength(
    _ window: DatedSeries, _ estimator: FactorCalibration.Estimator, _ field: YAMLField,
    errors: inout [InputError]
  ) {
    let needed = estimator.leastCount
    guard window.count < needed else { return }
    errors.append(
      InputError(
        "\(field.path): \(window.name) has \(window.count) values in its window; "
          + "\(estimator.name) needs at least \(needed)", at: field.location,
        hint: "widen the window, or keep the factor's prior by leaving this entry out"))
  }
}
