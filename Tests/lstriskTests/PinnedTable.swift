import Foundation
import Tables

/// A table of figures that are pinned, by the names that stand in its rows.
struct PinnedTable {
  private struct Row {
    /// Cells of the columns that hold words, and a number where several rows have the same.
    let name: String
    let cells: [String]
  }

  /// Last digits depend on the kind of CPU, so figures agree to 1e-9 of themselves, or to 1e-13 of the
  /// largest in their column where they are what is left of larger ones. Counts agree to the last path.
  private static let tolerance = 1e-9
  private static let floor = 1e-13

  let columns: [String]
  private let rows: [Row]

  init(_ table: ResultTable) {
    let columns = table.columns
    let cells = table.rows.map { row in columns.map { row[$0] ?? "" } }
    let words = columns.indices.filter { k in
      cells.contains { !$0[k].isEmpty && Double($0[k]) == nil }
    }
    var seen: [String: Int] = [:]
    self.columns = columns
    rows = cells.map { cells in
      let name = words.map { cells[$0] }.filter { !$0.isEmpty }.joined(separator: " ")
      let number = seen[name, default: 0] + 1
      seen[name] = number
      return Row(name: number == 1 && !name.isEmpty ? name : "\(name)#\(number)", cells: cells)
    }
  }

  /// The table as it is kept: numbers cut to eleven digits, no comments.
  var bytes: [UInt8] {
    var writer = CSVWriter(columns: columns)
    for row in rows {
      writer.append(
        row.cells.map { cell in
          if let count = Int(cell) { return .integer(count) }
          guard let number = Double(cell) else { return .text(cell) }
          return .number(Double(String(format: "%.11g", number)) ?? number)
        })
    }
    return writer.drain()
  }

  /// What has moved against another table, one line each, old before new.
  func moves(from old: PinnedTable) -> [String] {
    var moves: [String] = []
    for name in columns where !old.columns.contains(name) { moves.append("+ column \(name)") }
    for name in old.columns where !columns.contains(name) { moves.append("- column \(name)") }
    let before = Dictionary(uniqueKeysWithValues: old.rows.map { ($0.name, $0.cells) })
    let names = Set(rows.map(\.name))
    moves += old.rows.filter { !names.contains($0.name) }.map { "- \($0.name)" }
    let floors = old.columns.indices.map { k in
      Self.floor * (old.rows.compactMap { Double($0.cells[k])?.magnitude }.max() ?? 0)
    }
    for row in rows {
      guard let cells = before[row.name] else {
        moves.append("+ \(row.name)")
        continue
      }
      for (k, column) in columns.enumerated() {
        guard let j = old.columns.firstIndex(of: column) else { continue }
        if Self.agree(row.cells[k], cells[j], floor: floors[j]) { continue }
        moves.append("\(row.name) \(column): \(Self.words(cells[j], row.cells[k]))")
      }
    }
    let order = (old.rows.map(\.name), rows.map(\.name))
    if moves.isEmpty && order.0 != order.1 { moves.append("rows stand in another order") }
    return moves
  }

  private static func agree(_ a: String, _ b: String, floor: Double) -> Bool {
    if a == b { return true }
    guard Int(a) == nil || Int(b) == nil, let x = Double(a), let y = Double(b) else { return false }
    return abs(x - y) <= tolerance * max(abs(x), abs(y)) + floor
  }

  private static func words(_ old: String, _ new: String) -> String {
    func word(_ cell: String) -> String { cell.isEmpty ? "empty" : cell }
    guard let x = Double(old), let y = Double(new), x != 0 else {
      return "\(word(old)) -> \(word(new))"
    }
    return "\(old) -> \(new) (\(String(format: "%+.2g", (y - x) / abs(x) * 100)) %)"
  }
}
