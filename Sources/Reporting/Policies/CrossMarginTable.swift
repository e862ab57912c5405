import Studies

/// What cross-collateralisation is worth, by account.
enum CrossMarginTable {
  static func markup(_ result: PolicyResult) -> HTML {
    let level = PercentText.level(result.policies.level)
    var table = HTMLTable(
      [
        .text("Account"), .number("P(liquidated), cross"), .number("isolated"),
        .number("ES \(level), cross"), .number("isolated"), .number("ES: isolated − cross"),
      ], title: "Cross-collateral against isolated accounts",
      unit:
        "\(result.plan.words.numeraire.rawValue), positive is bad debt; P is a share of the paths")
    let parts = zip(result.crossMargin[0].subjects, result.crossMargin[1].subjects)
    for (cross, isolated) in parts where cross.kind != .token {
      let benefit = isolated.shortfallDifference
      let hit = [cross, isolated].map { $0.means[.liquidationProbability]?.value ?? 0 }
      let isSame = benefit.value == 0 && hit[0] == hit[1]
      if cross.kind == .book && isSame { continue }
      table.append(
        [
          "\(cross.name)", "\(PercentText.share(hit[0]))", "\(PercentText.share(hit[1]))",
          HTML.cell(Figure(cross.expectedShortfall)), HTML.cell(Figure(isolated.expectedShortfall)),
          HTML.cell(Figure(benefit)),
        ], style: cross.kind == .total ? "total" : "")
    }
    return table.markup
  }
}
