import Studies

/// How losses are distributed.
enum LossSection: HTMLSection {
  static let id = "losses"
  static let title = "Distribution of losses"

  static func body(_ result: RunResult, _ context: ReportContext) -> HTML? {
    let subjects = result.distinctSubjects
    let figures = subjects.compactMap { pictures(of: $0, result.plan.words.numeraire) }
    guard !figures.isEmpty else { return nil }
    let level = result.plan.measurement.levels.first.map(PercentText.level) ?? ""
    return """
      <p class="lead soft">Share of paths by loss over \(result.horizonWords); losses are to the \
      right, gains to the left of 0. Above each histogram: VaR (line) and ES (dashed) with their 95 % \
      intervals. Where more than half of the paths share one bar, mostly those that lose nothing, a second \
      picture shows how likely more than a loss is, on a logarithmic axis: VaR lies on the curve, ES at \
      the same height.</p>
      <p class="legend"><span><i class="sw"></i>paths</span><span><i class="sw tail"></i>beyond \
      VaR \(level)</span></p>
      <div class="charts">
      \(HTML.joined(figures))</div>

      """
  }

  /// The histogram, with the exceedance curve beside it where one bar holds most paths.
  private static func pictures(of subject: SubjectResult, _ numeraire: Numeraire) -> HTML? {
    let quantity = subject.view.quantity
    guard let bars = LossChart.figure(of: subject, quantity, numeraire: numeraire) else {
      return nil
    }
    guard let curve = ExceedanceChart.figure(of: subject, quantity, numeraire: numeraire) else {
      return bars
    }
    return "<div class=\"pair\">\n\(bars)\(curve)</div>\n"
  }
}

extension RunResult {
  /// The total and the books; the only book with everything in it would be the total again.
  var distinctSubjects: [SubjectResult] {
    let books = books
    let isSame = books.count == 1 && books[0].view == total.view
    return [total] + (isSame ? [] : books)
  }
}
