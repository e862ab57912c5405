public import Diagnostics
import Foundation

extension DatedSeries {
  /// A log return beyond this is probably a slip of the table: a price of e times the one before.
  static let suspiciousMove = 1.0
  /// No price moves by this log return in one step: a factor of 485 million.
  static let impossibleMove = 20.0
  /// Moves over longer gaps, in days and in usual steps, are no spikes.
  static let longestMove = (days: 7.0, steps: 1.5)

  /// Log returns of a price that look like slips of its table, each with its line and date.
  ///
  /// - Parameters:
  ///   - errors: Receives moves that no price makes: no formula behind has to survive them.
  ///   - warnings: Receives those that are hardly likely, where no gap explains them.
  public func checkMoves(errors: inout [InputError], warnings: inout [InputError]) {
    let longest = max(Self.longestMove.days, Self.longestMove.steps * (step?.days ?? 0))
    var impossible = CountedErrors()
    var suspicious = CountedErrors()
    for i in values.indices.dropFirst() {
      let move = log(values[i]) - log(values[i - 1])
      guard abs(move) > Self.suspiciousMove else { continue }
      let words = "\(dates[i]): log return \(String(format: "%.2f", move)) of \(name)"
      if abs(move) > Self.impossibleMove {
        impossible.add(kind: "") {
          InputError(
            "\(words), from \(values[i - 1]) to \(values[i]): no price moves so far",
            at: location(i), hint: "check the two rows, and the unit of the column")
        }
      } else if days[i] - days[i - 1] <= longest {
        suspicious.add(kind: "") {
          .warning(
            words, at: location(i),
            hint:
              "check the price in this row and the one before; no estimate survives a wrong one",
            .likelySlip)
        }
      }
    }
    errors += impossible.errors
    warnings += suspicious.errors + revertingSpikes + stalePrices
  }
}
