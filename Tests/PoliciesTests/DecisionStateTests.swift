import Foundation
import Policies
import Tables
import Testing

/// Moments at which policies decide, worked out by hand.
@Suite struct DecisionStateTests {
  private static let first = CalendarDate(dayNumber: 19_000)

  /// Closes whose return k is given, from 100 on.
  private func history(_ returns: [Double]) -> CloseHistory {
    var log = Foundation.log(100.0)
    let closes =
      [100.0]
      + returns.map { step in
        log += step
        return exp(log)
      }
    return CloseHistory(first: Self.first, values: closes)
  }

  @Test func returnsEndOnTheDay() {
    let history = history([0.01, -0.02, 0.03])
    func returns(_ days: Int) -> [Double] {
      history.returns(upTo: Self.first.adding(days: days)).map { ($0 * 1e6).rounded() / 1e6 }
    }
    #expect(returns(2) == [0.01, -0.02])
    #expect(returns(0).isEmpty && returns(-5).isEmpty)
    #expect(returns(9) == [0.01, -0.02, 0.03])
    #expect(history.returns().count == 3)
  }

  /// A year of ±1 % and 21 days each larger than the day before, so that the variance rises every day:
  /// the 5 % quantile is the second of them, the 95 % quantile the twentieth.
  @Test func volatilityDaysComeAfterTheFirstYear() throws {
    let sizes = (1...386).map { $0 <= 365 ? 0.01 : 0.01 * pow(1.1, Double($0 - 365)) }
    let signed = sizes.enumerated().map { $0 % 2 == 0 ? $1 : -$1 }
    let days = try #require(history(signed).volatilityDays())
    #expect(days.calm == Self.first.adding(days: 367))
    #expect(days.stressed == Self.first.adding(days: 385))
    // 19 days are too few.
    #expect(history(Array(signed.prefix(384))).volatilityDays() == nil)
    #expect(history([]).volatilityDays() == nil)
  }

  /// A stressed discount is 1.645 deviations of a year wider; a calm one is today's.
  @Test func discountOfAState() throws {
    let deviation = try PolicyCase.deviation(volatility: 0.01)
    let wide = deviation.standardDeviation(days: 365)
    #expect(wide > 0.009)
    let stressed = DecisionState.stressed(on: Self.first, exitWait: 40)
    #expect(abs(stressed.logDiscount(deviation) - deviation.now - 1.645 * wide) < 1e-15)
    #expect(stressed.day == Self.first && stressed.exitWait == 40)
    let calm = DecisionState.calm(on: Self.first, exitWait: 1)
    #expect(calm.logDiscount(deviation) == deviation.now && calm.day == Self.first)
    #expect(DecisionState.today(exitWait: 1).day == nil)
  }
}
