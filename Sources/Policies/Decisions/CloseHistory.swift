import Calibration
import Foundation
import Tables

/// Daily closes of one price factor, up to the last that policies know.
package struct CloseHistory: Sendable {
  /// Closes of a year, which come before the first day whose volatility counts.
  package static let year = 365
  /// Fewest days among which a calm and a stressed one are told apart.
  private static let fewestDays = 20
  /// Decay a day of the exponentially weighted variance. Reference: J.P. Morgan and Reuters (1996),
  /// RiskMetrics Technical Document, 4th edition.
  private static let decay = 0.94

  /// The day of the first close.
  package let first: CalendarDate
  /// One close a day without a gap, positive.
  package let values: [Double]

  /// - Precondition: There is a close a day from `first` on.
  package init(first: CalendarDate, values: [Double]) {
    self.first = first
    self.values = values
  }

  /// Daily log returns.
  ///
  /// - Parameter day: Of the last close that is known then; `nil` for all of them.
  package func returns(upTo day: CalendarDate? = nil) -> [Double] {
    let count = day.map { first.days(to: $0) + 1 } ?? values.count
    let known = values.prefix(max(0, count))
    return zip(known.dropFirst(), known).map { log($0 / $1) }
  }

  /// The days on which the exponentially weighted volatility stood at its quantiles of 5 % and 95 %
  /// after the first year.
  ///
  /// - Returns: `nil` where fewer than 20 days are left.
  package func volatilityDays() -> (calm: CalendarDate, stressed: CalendarDate)? {
    let returns = returns()
    guard let earliest = returns.first else { return nil }
    let variances = EwmaVolatility(decay: Self.decay)
      .variances(of: returns, initial: earliest * earliest)
    let ranked = variances.indices.dropFirst(Self.year)
      .sorted { (variances[$0], $0) < (variances[$1], $1) }
    guard ranked.count >= Self.fewestDays else { return nil }
    func day(_ share: Double) -> CalendarDate {
      // Return k ends on close k + 1.
      first.adding(days: ranked[Int(share * Double(ranked.count - 1))] + 1)
    }
    return (day(0.05), day(0.95))
  }
}
