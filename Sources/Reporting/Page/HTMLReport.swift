import Studies

/// `report.html`: the report for people, one file that needs nothing else.
///
/// Sections come in the order in which a desk asks: what is wrong, how much, when, who, why, and how
/// sure that is (`HTMLSectionCatalog`).
enum HTMLReport: ReportFormat {
  static let fileName = "report.html"
  static let summary = "the report for people: one self-contained page"

  static func render(_ result: RunResult, _ context: ReportContext) -> [UInt8] {
    let plan = result.plan
    let page = HTMLPage(
      title: "\(plan.words.name) · \(plan.words.valuationDate) · tail risk", header: header(result),
      sections: HTMLSectionCatalog.all.compactMap { section in
        section.body(result, context).map {
          HTMLPage.Section(id: section.id, title: section.title, body: $0)
        }
      },
      footer: """
        lst-risk \(context.version) · seed \(String(plan.paths.seed)) · \(NumberText.count(plan.paths.count)) paths · \
        the same figures are in report.json and the CSV files beside this page
        """)
    return page.bytes
  }

  private static func header(_ result: RunResult) -> HTML {
    let plan = result.plan
    let facts = [
      "Tail risk as of \(plan.words.valuationDate)", "horizon \(result.horizonWords)",
      "steps of \(result.stepWords)", "\(NumberText.count(plan.paths.count)) paths",
      "figures in \(plan.words.numeraire.rawValue)",
    ]
    let sentences = PlainSummary(result).sentences.map(\.withFiguresUnbroken)
    return """
      <h1>\(plan.words.name)</h1>
      <p class="asof soft">\(facts.joined(separator: " · "))</p>
      <p class="summary">\(sentences.joined(separator: " "))</p>
      <p class="note">± is one standard error of the simulation; ranges are 95 % intervals. \
      They say how exactly the model was computed, not how well it describes the market.</p>

      """
  }
}
