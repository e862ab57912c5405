import Foundation
import LinearAlgebra

/// Two prices of one underlying, as a ratio takes them: whether they are of the same instants.
enum PricePair {
  /// Fewest returns that are compared.
  static let leastCount = 60
  /// Of long histories so many of the last returns: more say the same.
  static let longestCount = 2_000
  /// Correlation above which two series are prices of one thing, when one of them is shifted by a step.
  static let sameThing = 0.5
  /// Correlation below which two prices of one thing are not of one instant: closes of one day have 0.98.
  static let sameInstant = 0.7
  /// Median ratios of tokens that are redeemed into each other.
  static let sameValue = 0.8...1.25

  /// What is odd about two prices whose ratio is taken, each in one sentence.
  static func oddities(_ own: DatedSeries, _ other: DatedSeries) -> [String] {
    let step = min(own.step?.days ?? 1, other.step?.days ?? 1)
    let pairs = own.matches(other, closerThan: step * CommonInstants.shareOfStep)
      .suffix(longestCount)
    guard pairs.count > leastCount + 1 else { return [] }
    let x = logReturns(pairs.map { own.values[$0.own] })
    let y = logReturns(pairs.map { other.values[$0.other] })
    guard let now = correlation(x, y) else { return [] }
    let names = (own.name, other.name)
    let later = (Array(x.dropLast()), Array(y.dropFirst()))
    let earlier = (Array(x.dropFirst()), Array(y.dropLast()))
    let shifts = [("later", later), ("earlier", earlier)].compactMap { word, pair in
      correlation(pair.0, pair.1).flatMap { shifted in
        shifted.ellipticalCorrelation > sameThing
          ? StepShift.words(names, now, shifted, "\(SeriesStep.length(step)) \(word)") : nil
      }
    }
    if !shifts.isEmpty { return shifts }
    let ratios = pairs.map { own.values[$0.own] / other.values[$0.other] }.sorted()
    guard now.ellipticalCorrelation < sameInstant, own.isFreePrice, other.isFreePrice,
      sameValue.contains(ratios[ratios.count / 2])
    else { return [] }
    return [
      "\(own.name) and \(other.name) correlate by \(String(format: "%.2f", now.ellipticalCorrelation)) only: are both prices of one instant?"
    ]
  }

  /// `nil` for values that are not positive.
  private static func logReturns(_ prices: [Double]) -> [Double] {
    guard prices.allSatisfy({ $0 > 0 }) else { return [] }
    return zip(prices.dropFirst(), prices).map { log($0 / $1) }
  }

  private static func correlation(_ x: [Double], _ y: [Double]) -> KendallTau? {
    let isConstant = [x, y].contains { values in values.allSatisfy { $0 == values[0] } }
    guard x.count >= leastCount, x.count == y.count, !isConstant else { return nil }
    return KendallTau(x, y)
  }
}

/// Two series that correlate far more when one of them is shifted: one is probably dated a step off.
enum StepShift {
  /// - Parameter shift: The shift of the second in words: `1 day later`.
  /// - Returns: `nil` where the correlation is not larger by two standard errors of the difference.
  static func words(
    _ names: (String, String), _ now: KendallTau, _ shifted: KendallTau, _ shift: String
  ) -> String? {
    let (before, then) = (now.ellipticalCorrelation, shifted.ellipticalCorrelation)
    let (a, b) = (now.ellipticalCorrelationError, shifted.ellipticalCorrelationError)
    guard abs(then) - abs(before) > 2 * (a * a + b * b).squareRoot() else { return nil }
    func short(_ x: Double) -> String { String(format: "%.2f", x) }
    return "\(names.0) and \(names.1) correlate by \(short(before)), but by \(short(then)) with "
      + "\(names.1) \(shift): is one of the two dated a step off?"
  }
}

extension DatedSeries {
  /// What is odd about this price and one that it is divided by, each in one sentence.
  public func oddities(over other: DatedSeries) -> [String] { PricePair.oddities(self, other) }
}
