import Calibration
import Diagnostics
import Documents

/// One entry under `series` of a mapping document that reads a column of a table.
struct SeriesDefinition {
  let name: String
  let file: YAMLField
  let value: YAMLField
  let time: YAMLField?
  let flag: YAMLField?
  let quantity: SeriesQuantity
  let unit: SeriesUnit
  let timing: TimeColumn
  /// Where mistakes of the whole series are reported.
  let place: YAMLField

  static let keys = [
    "file", "time", "value", "quantity", "unit", "dates", "timeZone", "observed", "skipFlagged",
    "source",
  ]

  /// - Returns: `nil` after noting what is wrong.
  init?(_ name: String, _ field: YAMLField, _ reader: MappingReader, errors: inout [InputError]) {
    let before = errors.count
    reader.checkKeys(Self.keys, errors: &errors)
    _ = reader["source"]?.text(errors: &errors)
    let file = reader.required("file", "the path of a CSV file", errors: &errors)
    let value = reader.required("value", "the name of a column", errors: &errors)
    let quantity = reader.required(
      "quantity", "price, rate, share or wait", errors: &errors)?
      .choice(SeriesQuantity.self, errors: &errors)
    let unitField = reader.required("unit", "USD, fraction or days, say", errors: &errors)
    let unit = unitField?.choice(SeriesUnit.self, errors: &errors)
    var timing = TimeColumn(reader, errors: &errors)
    if let moment = reader["observed"]?.choice(TimeColumn.Moment.self, errors: &errors) {
      timing.moment = moment
    }
    if let quantity, let unit, let unitField {
      let units = SeriesUnit.of(quantity)
      if !units.contains(unit) {
        errors.append(
          unitField.refused(
            "it is no unit of a \(quantity.rawValue)",
            hint: "write \(listed(units.map(\.rawValue), "or"))"))
      }
    }
    guard errors.count == before, let file, let value, let quantity, let unit else { return nil }
    self.name = name
    self.file = file
    self.value = value
    time = reader["time"]
    flag = reader["skipFlagged"]
    self.quantity = quantity
    self.unit = unit
    self.timing = timing
    place = field
  }
}
