import Calibration
import Diagnostics
import Documents
import Tables

/// Reads one column of a history table as a series up to a date.
struct SeriesTable {
  let table: CSVTable
  let definition: SeriesDefinition
  /// Rows after this date are not read.
  let asOf: CalendarDate

  /// - Returns: `nil` after noting what is wrong.
  func series(errors: inout [InputError], warnings: inout [InputError]) -> DatedSeries? {
    let before = errors.count
    let timeName = definition.time?.text("the name of a column", errors: &errors) ?? "date"
    guard
      let time = column(timeName, definition.time ?? definition.value, &errors),
      let valueName = definition.value.text("the name of a column", errors: &errors),
      let value = column(valueName, definition.value, &errors)
    else { return nil }
    var flag: Int?
    if let field = definition.flag, let name = field.text("the name of a column", errors: &errors) {
      flag = column(name, field, &errors)
    }
    guard errors.count == before else { return nil }
    var reader = HistoryReader(table, time: time, value: value)
    reader.flag = flag
    reader.timing = definition.timing
    reader.last = asOf
    return reader.series(
      name: definition.name, path: definition.place.path, factor: definition.unit.factor,
      errors: &errors, warnings: &warnings, number: number)
  }

  /// The position of a column that the mapping names.
  private func column(
    _ name: String, _ field: YAMLField, _ errors: inout [InputError]
  ) -> Int? {
    if let found = table.column(name) { return found }
    let columns = table.columnNames
    errors.append(
      InputError(
        "\(table.file) has no column \(shown(name))", at: field.location,
        hint: didYouMean(name, among: columns) ?? "its columns are \(listed(columns, "and"))"))
    return nil
  }

  /// A number of the series' quantity; a share above 1 is told that it may be in per cent.
  private func number(_ cell: CSVCell, errors: inout [InputError]) -> Double? {
    let range = definition.unit.range(definition.quantity)
    if definition.quantity == .price { return HistoryReader.price(cell, errors: &errors) }
    guard definition.quantity == .share, definition.unit == .fraction else {
      return cell.number(in: range, errors: &errors)
    }
    guard let number = cell.number(errors: &errors) else { return nil }
    if range.contains(number) { return number }
    let isPercent = number > 1 && number <= 100
    errors.append(
      cell.inputError(
        Refusal(
          "a share in fractions must be between 0 and 1",
          remedy: isPercent ? "it looks like per cent: write unit: percent" : "check the table")))
    return nil
  }
}
