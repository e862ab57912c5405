/// Amounts of money as a desk reads them: three or four digits and a unit.
///
///     4.213 ± 0.021 M
enum MoneyText {
  /// One of the units, with the power of ten that it stands for.
  struct Unit {
    let factor: Double
    /// Empty, or a space and the letter.
    let suffix: String

    /// The unit in which an amount has one to three digits before the point.
    static func fitting(_ magnitude: Double) -> Unit {
      all.first { magnitude.magnitude >= $0.factor } ?? Unit(factor: 1, suffix: "")
    }

    /// Trillions down to thousands.
    private static let all = [
      Unit(factor: 1e12, suffix: " T"), Unit(factor: 1e9, suffix: " B"),
      Unit(factor: 1e6, suffix: " M"), Unit(factor: 1e3, suffix: " k"),
    ]
  }

  /// An amount without error: `4.21 M`.
  static func short(_ value: Double) -> String {
    let unit = Unit.fitting(value)
    let scaled = value / unit.factor
    return NumberText.fixed(scaled, decimals: min(6, decimals(of: scaled, 3))) + unit.suffix
  }

  /// An amount and its standard error in one unit; no error where no path has shown anything but 0.
  static func parts(_ figure: Figure) -> (value: String, error: String?, unit: String) {
    let error = figure.standardError ?? 0
    let unit = Unit.fitting(max(figure.value.magnitude, error))
    let scaled = figure.value / unit.factor
    let scaledError = error / unit.factor
    let decimals = decimals(of: scaled, error: scaledError)
    let value = NumberText.fixed(scaled, decimals: decimals)
    guard figure.standardError != nil, figure.value != 0 || error != 0 else {
      return (value, nil, unit.suffix)
    }
    return (value, errorText(scaledError, decimals: decimals), unit.suffix)
  }

  /// `4.213 ± 0.021 M`.
  static func withError(_ figure: Figure) -> String {
    let (value, error, unit) = parts(figure)
    return value + (error.map { " ± " + $0 } ?? "") + unit
  }

  /// The interval, `4.17 to 4.26 M`; an end that the sample does not bound is `no bound`.
  static func interval(_ figure: Figure) -> String {
    let ends = [figure.lower, figure.upper].compactMap { $0 }
    let unit = Unit.fitting(ends.map(\.magnitude).max() ?? 0)
    let width = (figure.upper ?? figure.value) - (figure.lower ?? figure.value)
    func text(_ end: Double?) -> String {
      guard let end else { return "no bound" }
      let scaled = end / unit.factor
      return NumberText.fixed(scaled, decimals: decimals(of: scaled, error: width / unit.factor))
    }
    return "\(text(figure.lower)) to \(text(figure.upper))\(unit.suffix)"
  }

  /// Decimals for four digits, but no more than show two digits of the error.
  static func decimals(of value: Double, error: Double) -> Int {
    guard error > 0 else { return min(6, decimals(of: value, 4)) }
    let forError = NumberText.decimals(for: error, digits: 2)
    return min(6, value == 0 ? forError : min(decimals(of: value, 4), forError))
  }

  /// An error of less than half a unit of the last decimal still shows its first digit.
  static func errorText(_ error: Double, decimals: Int) -> String {
    guard error > 0 else { return "0" }
    return NumberText.fixed(
      error, decimals: min(9, max(decimals, NumberText.decimals(for: error, digits: 1))))
  }

  private static func decimals(of value: Double, _ digits: Int) -> Int {
    NumberText.decimals(for: value, digits: digits)
  }
}
