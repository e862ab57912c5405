import Tables

/// A moment at which policies decide: the closes that are known, how wide discounts are and how long
/// exits wait.
package struct DecisionState: Sendable {
  /// The day of the last close that is known; all closes are where it is `nil`.
  package let day: CalendarDate?
  /// Stationary standard deviations by which log discounts stand above today's.
  private let discountShift: Double
  /// Wait in Ethereum's exit queue, in days.
  package let exitWait: Double

  private init(day: CalendarDate?, discountShift: Double = 0, exitWait: Double) {
    self.day = day
    self.discountShift = discountShift
    self.exitWait = exitWait
  }

  /// Today, with all that is known.
  package static func today(exitWait: Double) -> DecisionState {
    DecisionState(day: nil, exitWait: exitWait)
  }

  /// A day of low volatility: discounts and waits are today's.
  package static func calm(on day: CalendarDate, exitWait: Double) -> DecisionState {
    DecisionState(day: day, exitWait: exitWait)
  }

  /// A day of high volatility: discounts stand 1.645 stationary deviations above today's, the 95 %
  /// quantile of a normal law.
  package static func stressed(on day: CalendarDate, exitWait: Double) -> DecisionState {
    DecisionState(day: day, discountShift: 1.645, exitWait: exitWait)
  }

  /// The log discount of a token at that moment; positive below redemption value.
  ///
  /// - Parameter deviation: The law of its log discount; a year ahead it counts as stationary.
  package func logDiscount(_ deviation: TokenFacts.Deviation) -> Double {
    deviation.now
      + (discountShift == 0 ? 0 : discountShift * deviation.standardDeviation(days: 365))
  }
}
