/// Shares and probabilities as per cent.
enum PercentText {
  /// A share without error, three digits: `12.3 %`.
  static func share(_ fraction: Double) -> String {
    NumberText.fixed(fraction * 100, decimals: min(2, decimals(fraction * 100, 3))) + " %"
  }

  /// A part of a whole, `12 %` or `1.2 %`, negative where it lessens it; `–` of a whole of 0.
  static func part(_ value: Double, of whole: Double) -> String {
    guard whole != 0 else { return "–" }
    let percent = value / whole * 100
    return NumberText.fixed(percent, decimals: percent.magnitude < 9.95 ? 1 : 0) + " %"
  }

  /// A confidence level with all its digits: `99.9 %`.
  static func level(_ level: Double) -> String { NumberText.plain(level * 100) + " %" }

  /// A probability: `3.21 %`; `< 0.004 %` if no path has shown the event, `> 99.9 %` if all have.
  static func probability(_ figure: Figure) -> String {
    if figure.isUnseen { return "< " + bound(figure.upper ?? 1) }
    if figure.isCertain { return "> " + bound(figure.lower ?? 0) }
    let percent = figure.scaled(by: 100)
    let error = percent.standardError ?? 0
    return NumberText.fixed(
      percent.value, decimals: MoneyText.decimals(of: percent.value, error: error)) + " %"
  }

  /// The interval of a probability, `3.10 to 3.32 %`; empty where `probability` says it all.
  static func interval(_ figure: Figure) -> String {
    if figure.isUnseen || figure.isCertain { return "" }
    guard let lower = figure.lower, let upper = figure.upper else { return "" }
    let digits = min(6, NumberText.decimals(for: (upper - lower) * 100, digits: 2))
    let ends = [lower, upper].map { NumberText.fixed($0 * 100, decimals: digits) }
    return "\(ends[0]) to \(ends[1]) %"
  }

  /// `3.21 % (3.10 to 3.32 %)`.
  static func withInterval(_ figure: Figure) -> String {
    let interval = interval(figure)
    return probability(figure) + (interval.isEmpty ? "" : " (\(interval))")
  }

  private static func bound(_ fraction: Double) -> String {
    let nearest = min(fraction, 1 - fraction) * 100
    return NumberText.fixed(fraction * 100, decimals: min(9, decimals(nearest, 2))) + " %"
  }

  private static func decimals(_ percent: Double, _ digits: Int) -> Int {
    NumberText.decimals(for: percent, digits: digits)
  }
}
