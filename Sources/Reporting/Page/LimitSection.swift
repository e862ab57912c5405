import Studies

/// The limits of the run document, breaches first.
enum LimitSection: HTMLSection {
  static let id = "limits"
  static let title = "Limits"

  static func body(_ result: RunResult, _ context: ReportContext) -> HTML? {
    guard !result.limits.isEmpty else { return nil }
    var table = HTMLTable(
      [
        .text("Limit on"), .text("Verdict"), .number("Figure"), .number("Warning at"),
        .number("Hard limit"), .number("Of hard limit"), .text("Compared"),
      ], title: "Limits and where they stand",
      unit:
        "\(result.plan.words.numeraire.rawValue), or per cent where it says so; positive is a loss")
    for verdict in result.limitsByGravity { table.append(row(verdict)) }
    return table.markup
  }

  private static func row(_ verdict: LimitVerdict) -> [HTML] {
    let limit = verdict.limit
    let share = limit.hard.flatMap { $0 > 0 && verdict.value.isFinite ? verdict.value / $0 : nil }
    let style = verdict.status.rawValue
    return [
      "\(limit.figureWords)<small>\(limit.subjectWords)</small>",
      "<span class=\"verdict \(style)\">\(verdict.status.symbol) \(verdict.status.words)</span>",
      "\(limit.text(of: verdict.value))",
      "\(limit.warn.map(limit.text) ?? "–")",
      "\(limit.hard.map(limit.text) ?? "–")",
      "\(share.map { NumberText.fixed($0 * 100, decimals: 0) + " %" } ?? "–")",
      "\(compared(limit))",
    ]
  }

  private static func compared(_ limit: Limit) -> String {
    let figure = limit.basis == .upper ? "upper end of interval" : "estimate"
    let isShare = limit.unit == .percent && !limit.measure.isProbability
    return figure + (isShare ? ", % of exposure" : "")
  }
}

extension LimitVerdict.Status {
  /// A sign that does not need colour.
  var symbol: String {
    switch self {
    case .passed: "✓"
    case .warning: "!"
    case .hard: "✕"
    }
  }
}
