/// A table in a box of its own that scrolls sideways on narrow screens.
struct HTMLTable {
  /// What a column holds: text stands left, numbers stand right.
  enum Column {
    case text(String)
    case number(String)
  }

  private let columns: [Column]
  private let title: String
  private let unit: String
  private var rows = HTML()
  private(set) var rowCount = 0

  /// - Parameters:
  ///   - title: What the table shows.
  ///   - unit: Unit and sign of its figures, behind the title.
  init(_ columns: [Column], title: String, unit: String) {
    precondition(!columns.isEmpty, "a table has columns")
    self.columns = columns
    self.title = title
    self.unit = unit
  }

  /// Appends a row; its first cell is the row's heading.
  mutating func append(_ cells: [HTML], style: String = "") {
    precondition(cells.count == columns.count, "a row has one cell per column")
    let parts = zip(columns, cells).enumerated().map { i, pair -> HTML in
      let (column, cell) = pair
      return i == 0
        ? "<th scope=\"row\" class=\"\(column.style)\">\(cell)</th>"
        : "<td class=\"\(column.style)\">\(cell)</td>"
    }
    rows += "<tr class=\"\(style)\">\(HTML.joined(parts))</tr>\n"
    rowCount += 1
  }

  /// The whole table.
  var markup: HTML {
    let heads = columns.map { column -> HTML in
      "<th scope=\"col\" class=\"\(column.style)\">\(column.name.withFiguresUnbroken)</th>"
    }
    return """
      <div class="scroll" role="region" aria-label="\(title)" tabindex="0"><table>
      <caption><span>\(title) <small>\(unit)</small></span></caption>
      <thead><tr>\(HTML.joined(heads))</tr></thead>
      <tbody>
      \(rows)</tbody></table></div>

      """
  }
}

extension HTMLTable.Column {
  var name: String {
    switch self {
    case .text(let name), .number(let name): name
    }
  }

  var style: String {
    switch self {
    case .text: "l"
    case .number: "n"
    }
  }
}

extension HTML {
  /// A cell with a figure and its error below it, and its share of the exposure where there is one.
  static func cell(_ figure: Figure, exposure: Double? = nil) -> HTML {
    let (value, error, unit) = MoneyText.parts(figure)
    let lines = [
      error.map { "± \($0)\(unit)" }, exposure.flatMap { shareText(figure.value, of: $0) },
    ].compactMap { $0 }.map { line -> HTML in "<small>\(line)</small>" }
    let title = "95 % interval: \(MoneyText.interval(figure))"
    return "<span title=\"\(title)\">\(value + unit)</span>\(HTML.joined(lines))"
  }

  /// A cell with a probability and its interval below it.
  static func cell(probability: Figure) -> HTML {
    """
    \(PercentText.probability(probability))<small>\(PercentText.interval(probability))</small>
    """
  }

  private static func shareText(_ value: Double, of exposure: Double) -> String? {
    exposure > 0 ? PercentText.share(value / exposure) : nil
  }
}
