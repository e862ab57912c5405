/// What one cell of an output table holds.
public enum CSVField: Sendable, Hashable {
  /// A text: quoted where RFC 4180 asks for it or it holds a `#`, guarded against spreadsheets (`FormulaGuard`).
  case text(String)
  /// A finite number: the shortest decimal that reads back as the same double.
  case number(Double)
  /// A count or an index.
  case integer(Int)
  /// A date: `2024-02-29`.
  case date(CalendarDate)
  /// A truth value: `true` or `false`.
  case flag(Bool)
  /// No value: an empty cell.
  case missing
}
