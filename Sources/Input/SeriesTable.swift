import Calibration
import Diagnostics
import Tables

/// Reads one column of a history table as a series up to a date.
struct SeriesTable {
  let table: CSVTable
  let definition: SeriesDefinition
  /// Rows after this date are not read.
  let asOf: CalendarDate

  private struct Row {
    let date: CalendarDate
    let day: Double
    let value: Double
    let cell: CSVCell
  }

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
    let rows = rows(time: time, value: value, flag: flag, errors: &errors)
    guard errors.count == before else { return nil }
    let ordered = ordered(rows, errors: &errors, warnings: &warnings)
    guard errors.count == before else { return nil }
    return DatedSeries(
      name: definition.name, origin: "\(table.file), \(valueName)", dates: ordered.map(\.date),
      days: ordered.map(\.day), values: ordered.map { $0.value * definition.unit.factor })
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

  /// Rows with a value, not flagged and not after the date.
  private func rows(
    time: Int, value: Int, flag: Int?, errors: inout [InputError]
  ) -> [Row] {
    let range = definition.unit.range(definition.quantity)
    let lastDay = Double(asOf.dayNumber + 1)
    var rows: [Row] = []
    for row in table {
      guard let (date, day) = definition.timing.read(row.cell(time), errors: &errors) else {
        continue
      }
      if date > asOf || day > lastDay { continue }
      if let flag, !row.cell(flag).isEmpty { continue }
      let cell = row.cell(value)
      if cell.isEmpty { continue }
      if let number = self.number(cell, in: range, errors: &errors) {
        rows.append(Row(date: date, day: day, value: number, cell: cell))
      }
      if errors.count >= CSVTable.errorLimit { break }
    }
    return rows
  }

  /// A number; a share above 1 is told that it may be in per cent.
  private func number(
    _ cell: CSVCell, in range: NumberRange, errors: inout [InputError]
  ) -> Double? {
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

  /// The rows in the order of time, each instant once.
  private func ordered(
    _ rows: [Row], errors: inout [InputError], warnings: inout [InputError]
  ) -> [Row] {
    let name = definition.place.path
    if let i = rows.indices.dropFirst().first(where: { rows[$0].day < rows[$0 - 1].day }) {
      warnings.append(
        InputError(
          "\(name): rows are out of order, the first after \(rows[i - 1].date); they were sorted",
          at: rows[i].cell.location, hint: "sort the table by date", severity: .warning))
    }
    let sorted = rows.enumerated().sorted {
      ($0.element.day, $0.offset) < ($1.element.day, $1.offset)
    }.map(\.element)
    var kept: [Row] = []
    for row in sorted {
      guard let last = kept.last, last.day == row.day else {
        kept.append(row)
        continue
      }
      if last.value == row.value {
        warnings.append(
          InputError(
            "\(name): \(row.date) stands twice with one value; it counts once",
            at: row.cell.location, hint: "remove one of the rows", severity: .warning))
      } else {
        errors.append(
          InputError(
            "\(name): \(row.date) stands twice, with \(last.value) and \(row.value)",
            at: row.cell.location, hint: "keep the right one of the two rows"))
      }
    }
    return kept
  }
}
