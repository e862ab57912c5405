import Passes
import Studies

/// The total at a glance, and the books beside it.
enum KeyFigureSection: HTMLSection {
  static let id = "figures"
  static let title = "Key figures"

  static func body(_ result: RunResult, _ context: ReportContext) -> HTML? {
    """
    <div class="tiles">
    \(HTML.joined(tiles(result)))</div>
    <p class="note">Below each figure its standard error and its share of the exposure: of the \
    borrowers' equity for equity loss, of the debt for bad debt\(note(result)).</p>
    \(bookTable(result))\(allFigures(result))
    """
  }

  /// What the total adds up.
  private static func note(_ result: RunResult) -> String {
    let words = TotalWords(result.plan.portfolio)
    let both = result.total.view == .desk ? ", of both for desk loss" : ""
    return both + (words.isNeeded ? ". \(words.sentence)" : "")
  }

  private static func tiles(_ result: RunResult) -> [HTML] {
    let total = result.total
    let currency = result.plan.words.numeraire.rawValue
    let level = result.headlineLevel
    let figures = total[total.view.quantity]
    let exposure = result.plan.portfolio.total.exposureWords
    func share(_ figure: Figure) -> String {
      let part = total.shareOfExposure(figure.value).map {
        "\(PercentText.share($0)) of \(exposure)"
      }
      return [figure.errorWords, part].compactMap { $0 }.joined(separator: " · ")
    }
    func money(_ name: String, _ figure: Figure) -> HTML {
      let (value, _, unit) = MoneyText.parts(figure)
      return tile(name, value + unit, share(figure))
    }
    let mean = Figure(figures.mean)
    let liquidation = Figure(liquidationOf: total)
    let badDebt = Figure(total[.badDebt].probabilityPositive)
    let tail = figures.tail(at: level)
    let badTail = total[.badDebt].tail(at: level)
    let words = figures.quantity.words
    let parts: [HTML?] = [
      tile(
        "Collateral, \(currency)", MoneyText.short(total.collateralValue),
        "debt \(MoneyText.short(total.debtValue)) · equity \(MoneyText.short(total.collateralValue - total.debtValue))"
      ),
      tile(
        "Lowest health factor", total.healthWords,
        total.distanceToLiquidation.map {
          "\(PercentText.share($0)) fall of all collateral to liquidation"
        } ?? "an account has no collateral that counts"),
      money("Mean \(words)", mean),
      tail.map { money("VaR \(PercentText.level(level)), \(words)", Figure($0.valueAtRisk)) },
      tail.map { money("ES \(PercentText.level(level)), \(words)", Figure($0.expectedShortfall)) },
      tile(
        "Any account liquidated", PercentText.probability(liquidation),
        PercentText.interval(liquidation)),
      tile(
        "Any bad debt", PercentText.probability(badDebt),
        badDebt.isUnseen ? "seen on no path" : PercentText.interval(badDebt)),
      total.view != .lender
        ? badTail.map { tail in
          let figure = Figure(tail.expectedShortfall)
          let (value, _, unit) = MoneyText.parts(figure)
          return tile(
            "ES \(PercentText.level(level)), bad debt", value + unit, figure.errorWords ?? "")
        } : nil,
    ]
    return parts.compactMap { $0 }
  }

  private static func tile(_ name: String, _ value: String, _ small: String) -> HTML {
    "<div class=\"tile\"><span>\(name)</span><b>\(value)</b><span>\(small)</span></div>\n"
  }

  private static func bookTable(_ result: RunResult) -> HTML {
    let levels = result.plan.measurement.levels.map(PercentText.level)
    var table = HTMLTable(
      [.text("Subject"), .number("Mean")]
        + levels.flatMap { [.number("VaR \($0)"), .number("ES \($0)")] }
        + [.number("P(liquidated)"), .number("P(bad debt)"), .number("Mean bad debt")],
      title: "Total and books",
      unit: "\(result.plan.words.numeraire.rawValue), positive is a loss; P is a share of the paths"
    )
    for subject in [result.total] + result.books {
      for quantity in subject.shownLosses {
        table.append(
          cells(of: subject, quantity, result.plan.measurement.levels),
          style: subject.kind == .total ? "total" : "")
      }
    }
    return table.markup
  }

  /// One row; probabilities and bad debt stand in the first row of a subject.
  private static func cells(
    of subject: SubjectResult, _ quantity: LossQuantity, _ levels: [Double]
  ) -> [HTML] {
    let figures = subject[quantity]
    let exposure = subject.exposure(of: quantity)
    let tails = levels.flatMap { level -> [HTML] in
      guard let tail = figures.tail(at: level) else { return ["–", "–"] }
      return [tail.valueAtRisk, tail.expectedShortfall].map {
        .cell(Figure($0), exposure: exposure)
      }
    }
    let rest: [HTML] =
      quantity == subject.view.quantity
      ? [
        .cell(probability: Figure(liquidationOf: subject)),
        .cell(probability: Figure(subject[.badDebt].probabilityPositive)),
        .cell(Figure(subject[.badDebt].mean)),
      ] : ["", "", ""]
    return [
      "\(subject.title)<small>\(figures.quantity.words)</small>",
      .cell(Figure(figures.mean), exposure: exposure),
    ] + tails + rest
  }

  /// All three quantities of the total and the books, folded away.
  private static func allFigures(_ result: RunResult) -> HTML {
    let levels = result.plan.measurement.levels.map(PercentText.level)
    var table = HTMLTable(
      [.text("Subject"), .text("Quantity"), .number("Mean"), .number("P(> 0)")]
        + levels.flatMap { [.number("VaR \($0)"), .number("ES \($0)")] }
        + [.number("Maximum")], title: "All quantities of the total and the books",
      unit: "\(result.plan.words.numeraire.rawValue), positive is a loss")
    for subject in [result.total] + result.books {
      for figures in subject.quantities {
        let tails = result.plan.measurement.levels.flatMap { level -> [HTML] in
          guard let tail = figures.tail(at: level) else { return ["–", "–"] }
          return [.cell(Figure(tail.valueAtRisk)), .cell(Figure(tail.expectedShortfall))]
        }
        table.append(
          [
            "\(subject.title)", "\(figures.quantity.words)", .cell(Figure(figures.mean)),
            .cell(probability: Figure(figures.probabilityPositive)),
          ] + tails + ["\(MoneyText.short(figures.maximum))"])
      }
    }
    return .folded("Equity loss, bad debt and debt liquidated of every book", table.markup)
  }
}

extension Figure {
  /// `± 0.021 M`, or `nil` where the error is not known.
  var errorWords: String? {
    let (_, error, unit) = MoneyText.parts(self)
    return error.map { "± \($0)\(unit)" }
  }
}
