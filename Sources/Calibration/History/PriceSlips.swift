public import Diagnostics
import Foundation
import VectorMath

/// What tables of prices show where a row was not a price of its date, beside single large moves.
extension DatedSeries {
  /// A median move a day above which a price moves freely: ETH has 2 %, stablecoins and ratios 0.02 % to 0.3 %.
  static let freeMove = 0.005
  /// Size of a spike that may be a slip: in log returns, and in the usual moves of the series.
  static let spike = (move: 0.3, deviations: 8.0)
  /// Share of a spike that the next step may leave.
  static let spikeRest = 0.25
  /// Equal prices in a row that no market leaves, and a share of steps without a move.
  static let stale = (count: 5, share: 0.05)

  /// Log returns from row to row; those over a price that is not positive are 0.
  private var moves: [Double] {
    zip(values.dropFirst(), values).map { $0 > 0 && $1 > 0 ? log($0 / $1) : 0 }
  }

  /// Median size of a log return.
  private static func median(_ moves: [Double]) -> Double {
    let sizes = moves.map(\.magnitude).sorted()
    return sizes.isEmpty ? 0 : sizes[sizes.count / 2]
  }

  /// Whether the price moves as one that is tied to no other does: where it moves at all, and to many values.
  var isFreePrice: Bool {
    let least = Self.freeMove * max(step?.days ?? 1, 1e-9).squareRoot()
    return Self.median(moves.filter { $0 != 0 }) > least && Set(values).count > values.count / 20
  }

  /// Prices that leave their series for one row alone; moves beyond `suspiciousMove` are told already.
  var revertingSpikes: [InputError] {
    let moves = moves
    let least = max(Self.spike.move, Self.spike.deviations * 1.4826 * Self.median(moves))
    var found = CountedErrors()
    for i in moves.indices.dropLast() {
      let (there, back) = (moves[i], moves[i + 1])
      guard min(abs(there), abs(back)) > least, abs(there) <= Self.suspiciousMove,
        abs(there + back) < Self.spikeRest * abs(there)
      else { continue }
      found.add(kind: "") {
        .warning(
          "\(dates[i + 1]): log return \(String(format: "%.2f", there)) of \(name), and \(String(format: "%.2f", back)) in the row after it: a price for one row alone",
          at: location(i + 1),
          hint: "check the price in this row; no estimate survives a wrong one",
          .likelySlip)
      }
    }
    return found.errors
  }

  /// Prices that were not updated; those of stablecoins and of ratios may stand still.
  var stalePrices: [InputError] {
    guard isFreePrice else { return [] }
    let moves = moves
    var runs: [(start: Int, count: Int)] = []
    var start = 0
    for i in 1..<max(values.count + 1, 1) {
      if i < values.count, values[i] == values[start] { continue }
      if i - start >= Self.stale.count { runs.append((start, i - start)) }
      start = i
    }
    var found = CountedErrors()
    for run in runs {
      let isLast = run.start + run.count == values.count
      found.add(kind: "") {
        .warning(
          "\(name) is \(NumberWords.short(values[run.start], digits: 8)) in \(run.count) rows from \(dates[run.start]) on\(isLast ? ", its last" : ""): prices that were not updated?",
          at: location(run.start), hint: "leave rows without a price of their own out", .likelySlip)
      }
    }
    let zeros = Double(moves.count { $0 == 0 }) / Double(max(moves.count, 1))
    guard runs.isEmpty, zeros > Self.stale.share, let first = moves.firstIndex(of: 0) else {
      return found.errors
    }
    return [
      .warning(
        "\(NumberWords.percent(zeros)) of the returns of \(name) are exactly 0, the first on \(dates[first + 1]): prices that were not updated?",
        at: location(first + 1), hint: "leave rows without a price of their own out", .likelySlip)
    ]
  }

  /// A column of gross returns reads as a price that stays near 1 and takes every move back: the log returns of
  /// independent values have an autocorrelation of −1/2.
  public var returnsWarning: InputError? {
    let moves = moves
    guard moves.count >= PricePair.leastCount, isFreePrice else { return nil }
    let sorted = values.sorted()
    let (low, middle, high) = (
      sorted[sorted.count / 20], sorted[sorted.count / 2], sorted[sorted.count * 19 / 20]
    )
    guard (0.95...1.05).contains(middle), low > 0.7, high < 1.4 else { return nil }
    guard let memory = lagOneAutocorrelation(moves), memory < -0.4 else { return nil }
    return .warning(
      "\(name) stays near 1 and takes its moves back: does the column hold returns instead of prices?",
      at: location(0), hint: "give the prices; their returns are taken here", .likelySlip)
  }
}
