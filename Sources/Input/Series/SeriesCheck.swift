import Calibration
import Diagnostics
import Documents
import Tables

/// What is wrong or strange about a series as a whole.
struct SeriesCheck {
  let series: DatedSeries
  let field: YAMLField
  let asOf: CalendarDate

  /// Longest distance of two values in days that is passed over.
  static let longestGap = 45.0
  /// Days before the date of the market that the last value may be; of a price, which is to be that
  /// date's, a weekend or one and a half steps.
  static let longestSilence = 10
  static let longestPriceSilence = 3.0

  func run(
    _ quantity: SeriesQuantity, _ unit: SeriesUnit?, errors: inout [InputError],
    warnings: inout [InputError]
  ) {
    guard let first = series.values.first else {
      errors.append(
        error(
          "\(field.path) has no values up to \(asOf)", hint: "check asOf, and the table's dates"))
      return
    }
    if series.values.allSatisfy({ $0 == first }) {
      errors.append(
        error(
          "\(field.path) has the same value, \(first), on all \(series.count) dates",
          hint: "name a column that moves"))
      return
    }
    checkUnit(quantity, unit, errors: &errors, warnings: &warnings)
    if quantity == .price { series.checkMoves(errors: &errors, warnings: &warnings) }
    // A ratio has no unit.
    if quantity == .price, unit != nil, let warning = series.returnsWarning {
      warnings.append(warning)
    }
    checkGaps(quantity, &warnings)
  }

  /// Long gaps, and an end long before the date of the market.
  private func checkGaps(_ quantity: SeriesQuantity, _ warnings: inout [InputError]) {
    guard let last = series.dates.last else { return }
    for i in series.days.indices.dropFirst() {
      let gap = series.days[i] - series.days[i - 1]
      if gap > Self.longestGap {
        warnings.append(
          warning(
            "\(field.path) has no values for \(Int(gap)) days after \(series.dates[i - 1])",
            hint: "start the window after the gap if the market changed meanwhile", .remark))
      }
    }
    let silence = last.days(to: asOf)
    let longest =
      quantity == .price
      ? max(Self.longestPriceSilence, 1.5 * (series.step?.days ?? 0)) : Double(Self.longestSilence)
    if Double(silence) > longest {
      warnings.append(
        warning(
          "\(field.path) ends on \(last), \(silence) days before asOf", hint: "use newer history",
          .substitution))
    }
  }

  /// Rates in per cent are read as fractions, or the other way round, only by mistake.
  private func checkUnit(
    _ quantity: SeriesQuantity, _ unit: SeriesUnit?, errors: inout [InputError],
    warnings: inout [InputError]
  ) {
    guard quantity == .rate || quantity == .share, let unit else { return }
    let sizes = series.values.map(\.magnitude).sorted()
    let middle = sizes[sizes.count / 2]
    if quantity == .rate && unit == .fraction && middle > 0.5 {
      errors.append(
        error(
          "\(field.path) has the median \(NumberWords.short(middle)), a rate of \(NumberWords.percent(middle)) a year",
          hint: "it looks like per cent: write unit: percent"))
    }
    if unit != .fraction && (sizes.last ?? 0) <= unit.factor {
      warnings.append(
        warning(
          "\(field.path) has no value above 1 \(unit.rawValue)",
          hint: "if the table is in fractions, write unit: fraction", .likelySlip))
    }
  }

  private func error(_ message: String, hint: String) -> InputError {
    InputError(message, at: field.location, hint: hint)
  }

  private func warning(
    _ message: String, hint: String, _ consequence: InputError.Consequence
  ) -> InputError {
    .warning(message, at: field.location, hint: hint, consequence)
  }
}
