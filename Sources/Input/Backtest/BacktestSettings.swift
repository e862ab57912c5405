import Backtesting
import Diagnostics
import Documents
import Passes
import Tables

/// The scalars and lists of a backtest; a part that is wrong is `nil`, and its error is noted.
struct BacktestSettings {
  let from: CalendarDate?
  let to: CalendarDate?
  let window: Int?
  let horizons: [Int]?
  let models: [ForecastModel]?
  let quantity: LossQuantity?

  init(_ reader: MappingReader, errors: inout [InputError]) {
    from = reader.required("from", "2021-01-01", errors: &errors)?.date(errors: &errors)
    let toField = reader.required("to", "2024-12-31", errors: &errors)
    to = toField?.date(errors: &errors)
    window = reader.required("window", "500", errors: &errors)?
      .integer(in: BacktestReader.windowRange, hint: "500 days are usual", errors: &errors)
    horizons = Self.horizons(reader, errors: &errors)
    models = Self.models(reader, errors: &errors)
    quantity = reader["quantity"]?.choice(
      among: LossQuantity.allCases + [.deskLoss], errors: &errors)
    if let from, let to, let toField, let longest = horizons?.last, from.days(to: to) < longest {
      errors.append(
        toField.refused(
          "no horizon of \(longest) d that starts on \(from) or later ends by then",
          hint: "move from or to, or shorten the horizons"))
    }
  }

  /// Whole days, ascending.
  private static func horizons(_ reader: MappingReader, errors: inout [InputError]) -> [Int]? {
    let form = "write [1 d, 10 d]"
    guard
      let field = reader.required("horizons", "[1 d, 10 d]", errors: &errors),
      let items = field.items("a list of lengths of time", hint: form, errors: &errors)
    else { return nil }
    let before = errors.count
    var horizons: [Int] = []
    for item in items {
      guard let days = item.days(errors: &errors) else { continue }
      guard let whole = Int(exactly: days), whole <= 365 else {
        errors.append(item.refused("it must be whole days, at most 365", hint: form))
        continue
      }
      if let last = horizons.last, whole <= last {
        errors.append(
          item.refused("it must be above the horizon before it", hint: "list them ascending"))
      }
      horizons.append(whole)
    }
    if items.isEmpty {
      errors.append(field.refused("it must have at least one horizon", hint: form))
    }
    return errors.count == before ? horizons : nil
  }

  private static func models(
    _ reader: MappingReader, errors: inout [InputError]
  ) -> [ForecastModel]? {
    let known = ForecastModelCatalog.all.map(\.name)
    let form = "write [garch-t, student-t, ewma]"
    guard
      let field = reader.required("models", "[garch-t, student-t, ewma]", errors: &errors),
      let items = field.items("a list of models", hint: form, errors: &errors)
    else { return nil }
    let before = errors.count
    var models: [ForecastModel] = []
    for item in items {
      guard let word = item.text("the name of a model", errors: &errors) else { continue }
      guard let model = ForecastModelCatalog.model(named: word) else {
        errors.append(
          item.refused(
            "it must be \(listed(known, "or"))", hint: didYouMean(word, among: known) ?? form))
        continue
      }
      if models.contains(where: { $0.name == word }) {
        errors.append(item.refused("it stands in the list already", hint: "remove it"))
      }
      models.append(model)
    }
    if items.isEmpty {
      errors.append(field.refused("it must have at least one model", hint: form))
    }
    return errors.count == before ? models : nil
  }
}
