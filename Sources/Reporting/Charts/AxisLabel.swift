/// How the values along an axis are written.
enum AxisLabel: Sendable {
  /// Money: `2 M`.
  case money
  /// Fractions as per cent: `2.5 %`.
  case percent
  /// The number alone.
  case plain

  /// The round values of a scale with their labels.
  func ticks(of scale: AxisScale, about count: Int = 5) -> [(value: Double, text: String)] {
    let values = scale.ticks(about: count)
    let texts =
      scale.kind == .linear ? texts(of: values) : values.map { text(of: $0, resolution: $0) }
    return zip(values, texts).map { ($0, $1) }
  }

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

  /// One value, with decimals that tell values apart that differ by `resolution`.
  func text(of value: Double, resolution: Double) -> String {
    let unit: MoneyText.Unit =
      switch self {
      case .money: MoneyText.Unit.fitting(value)
      case .percent: MoneyText.Unit(factor: 0.01, suffix: " %")
      case .plain: MoneyText.Unit(factor: 1, suffix: "")
      }
    let decimals = NumberText.decimals(for: resolution / unit.factor, digits: 1)
    return NumberText.fixed(value / unit.factor, decimals: min(6, decimals)) + unit.suffix
  }
}
