/// How the values along an axis are written.
enum AxisLabel: Sendable {
  /// Money: `2 M`.
  case money
  /// Fractions as per cent: `2.5 %`.
  case percent
  /// The number alone.
  case plain

  /// Labels of ticks that are all written alike: one unit, one count of decimals.
  func texts(of ticks: [Double]) -> [String] {
    let largest = ticks.map(\.magnitude).max() ?? 0
    let unit: MoneyText.Unit =
      switch self {
      case .money: MoneyText.Unit.fitting(largest)
      case .percent: MoneyText.Unit(factor: 0.01, suffix: " %")
      case .plain: MoneyText.Unit(factor: 1, suffix: "")
      }
    let step = ticks.count > 1 ? ticks[1] - ticks[0] : largest
    let decimals = min(6, NumberText.decimals(for: step / unit.factor, digits: 1))
    return ticks.map { NumberText.fixed($0 / unit.factor, decimals: decimals) + unit.suffix }
  }

  /// One value with three or four digits.
  func text(of value: Double) -> String {
    switch self {
    case .money: MoneyText.short(value)
    case .percent: PercentText.share(value)
    case .plain: NumberText.significant(value, digits: 3)
    }
  }
}
