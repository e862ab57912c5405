import Foundation
import Tables
import Testing
import VectorMath

@testable import Calibration

/// Ends of windows, sides of tails and factors of likelihoods.
@Suite struct WindowTests {
  private let start = CalendarDate(dayNumber: 19_000)

  private func series(_ values: [Double]) -> DatedSeries {
    DatedSeries(
      name: "x", origin: "table", dates: values.indices.map { start.adding(days: $0) },
      days: values.indices.map { Double($0 + 19_000) }, values: values)
  }

  /// Both ends of a window belong to it.
  @Test func windowsHoldBothEnds() {
    let all = series((0..<10).map(Double.init))
    let some = all.between(start.adding(days: 2), start.adding(days: 5))
    #expect(some.values == [2, 3, 4, 5])
    #expect(all.between(nil, start.adding(days: 1)).values == [0, 1])
    #expect(all.between(start.adding(days: 8), nil).values == [8, 9])
  }

  /// Falls of 1 % up to a day and 3 % from it on: √365 × 3 % from that day, and between the two over
  /// all. The mean is not taken off, so that steady falls have their size as volatility.
  @Test func targetVolatilityIsOfTheDaysFromADateOn() throws {
    let sizes = (0..<60).map { $0 < 30 ? 0.01 : 0.03 }
    var prices = [100.0]
    for size in sizes { prices.append((prices.last ?? 0) * exp(-size)) }
    let returns = try SpacedReturns(series(prices))
    // Return k ends on day k + 1.
    let late = try returns.volatility(from: start.adding(days: 31))
    #expect(abs(late - 0.03 * 365.0.squareRoot()) < 1e-9)
    let all = try returns.volatility(from: start)
    #expect(abs(all - (0.0005 * 365).squareRoot()) < 1e-9)
    #expect(throws: CalibrationError.self) { try returns.volatility(from: start.adding(days: 50)) }
  }

  /// The tail of rises is that of the rises: turned round, it is the tail of falls.
  @Test func tailsHaveTheirSide() throws {
    let values = (0..<400).map { i in
      let u = (Double(i) + 0.5) / 400
      return u < 0.5 ? -0.01 * -log(2 * u) : 0.03 * -log(2 * (1 - u))
    }
    let returns = try ReturnSeries(values)
    let estimator = TailEstimator(.share(0.1))
    let lower = try estimator.fit(returns, side: .lower)
    let upper = try estimator.fit(returns, side: .upper)
    // Exponential tails of means 0.01 and 0.03.
    #expect(upper.tail.threshold > 2 * lower.tail.threshold)
    #expect(abs(lower.tail.scale - 0.01) < 0.003 && abs(upper.tail.scale - 0.03) < 0.009)
    let turned = try estimator.fit(ReturnSeries(values.map { -$0 }), side: .lower)
    #expect(turned.tail == upper.tail)
  }

  /// Fitted parameters take degrees of freedom away: 10 lags with 3 fitted are a chi-square of 7.
  @Test func fittedParametersTakeDegreesOfFreedom() throws {
    let values = (0..<200).map { sin(Double($0 * $0)) }
    let plain = try #require(LjungBox(values, lags: 10))
    let fitted = try #require(LjungBox(values, lags: 10, fitted: 3))
    #expect(plain.statistic == fitted.statistic)
    let seven = ChiSquareDistribution(degreesOfFreedom: 7).upperTail(fitted.statistic)
    #expect(abs(fitted.pValue - seven) < 1e-14 && fitted.pValue < plain.pValue)
  }

  /// 2 ± 1.96 × 0.5, and on the scale of logarithms e^(ln 2 ± 1.96 × 0.25).
  @Test func intervalsAreOfTwoSigma() throws {
    let plain = ParameterEstimate(
      name: "a", unit: "none", value: 2, standardError: 0.5, scale: .identity)
    let ends = try #require(plain.interval)
    #expect(abs(ends.lowerBound - 1.020018007729973) < 1e-12)
    #expect(abs(ends.upperBound - 2.979981992270027) < 1e-12)
    let positive = ParameterEstimate(
      name: "a", unit: "none", value: 2, standardError: 0.5, scale: .above(0))
    let half = 1.959963984540054 * 0.25
    let bounds = try #require(positive.interval)
    #expect(abs(bounds.lowerBound - 2 * exp(-half)) < 1e-12)
    #expect(abs(bounds.upperBound - 2 * exp(half)) < 1e-12)
  }

  /// A likelihood of prices: in a unit half as large every price is twice as high and its density half
  /// as high, so that the logarithm of the likelihood falls by n ln 2.
  @Test func pegLikelihoodIsOfPrices() throws {
    var level = 0.0
    let values = (0..<120).map { i -> Double in
      level = 0.8 * level + 0.001 * sin(Double(i * i))
      return exp(level)
    }
    let one = try PegEstimator().fit(try LevelSeries(daily: values))
    let two = try PegEstimator().fit(try LevelSeries(daily: values.map { 2 * $0 }))
    #expect(abs(one.logLikelihood - two.logLikelihood - 120 * log(2)) < 1e-6)
  }
}
