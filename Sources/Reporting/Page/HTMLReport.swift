public import Simulation

/// `report.html`: the report for people, one file that needs nothing else.
///
/// Sections come in the order in which a desk asks: what is wrong, how much, when, who, why, and how
/// sure that is. To add one: write an `HTMLSection` and add a line to `sections`.
public enum HTMLReport: ReportFormat {
  public static let fileName = "report.html"
  public static let summary = "the report for people: one self-contained page"

  static let sections: [any HTMLSection.Type] = [
    LimitSection.self,
    KeyFigureSection.self,
    MarketSection.self,
    LossSection.self,
    LiquidationSection.self,
    AccountSection.self,
    DriverSection.self,
    AccuracySection.self,
    UncertaintySection.self,
    GlossarySection.self,
    RunSection.self,
  ]

  public static func render(_ result: RunResult, _ context: ReportContext) -> [UInt8] {
    let plan = result.plan
    let page = HTMLPage(
      title: "\(plan.name) · \(plan.valuationDate) · tail risk", header: header(result),
      sections: sections.compactMap { section in
        section.body(result, context).map {
          HTMLPage.Section(id: section.id, title: section.title, body: $0)
        }
      },
      footer: """
        lst-risk \(context.version) · seed \(String(plan.seed)) · \(NumberText.count(plan.paths)) paths · \
        the same figures are in report.json and the CSV files beside this page
        """)
    return page.bytes
  }

  private static func header(_ result: RunResult) -> HTML {
    let plan = result.plan
    let facts = [
      "Tail risk as of \(plan.valuationDate)", "horizon \(result.horizonWords)",
      "steps of \(result.stepWords)", "\(NumberText.count(plan.paths)) paths",
      "figures in \(plan.numeraire.rawValue)",
    ]
    let sentences = PlainSummary(result).sentences.map(\.withFiguresUnbroken)
    return """
      <h1>\(plan.name)</h1>
      <p class="asof soft">\(facts.joined(separator: " · "))</p>
      <p class="summary">\(sentences.joined(separator: " "))</p>
      <p class="note">± is one standard error of the simulation; ranges are 95 % intervals. \
      They say how exactly the model was computed, not how well it describes the market.</p>

      """
  }
}

extension String {
  /// The text with blanks inside figures (`USD 4.2 ± 0.1 M`, `99 %`) that lines do not break at.
  var withFiguresUnbroken: String {
    let words = split(separator: " ", omittingEmptySubsequences: false)
    var text = ""
    for (i, word) in words.enumerated() {
      if i > 0 {
        let before = words[i - 1]
        let joins =
          word == "±" || before == "±" || word.hasPrefix("%") || before == "USD" || before == "ETH"
          || ["k", "M", "B", "T"].contains(word.prefix { $0.isLetter })
        text += joins ? "\u{a0}" : " "
      }
      text += word
    }
    return text
  }
}

/// One section of the page.
protocol HTMLSection: Sendable {
  /// Word for links to it.
  static var id: String { get }
  static var title: String { get }
  /// What stands below the heading; `nil` leaves the section out.
  static func body(_ result: RunResult, _ context: ReportContext) -> HTML?
}
