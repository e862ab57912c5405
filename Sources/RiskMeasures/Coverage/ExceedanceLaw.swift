import VectorMath

/// A law of exceedances over time: a stationary Markov chain of order one.
///
/// Coverage tests state their size for independent exceedances, and their power for any such law.
public struct ExceedanceLaw: Sendable, Hashable {
  /// Probability of an exceedance after a day without one, π01.
  public let afterCalm: Double
  /// Probability of an exceedance after a day with one, π11.
  public let afterExceedance: Double

  /// - Precondition: Both lie strictly between 0 and 1.
  public init(afterCalm: Double, afterExceedance: Double) {
    precondition(
      afterCalm > 0 && afterCalm < 1 && afterExceedance > 0 && afterExceedance < 1,
      "probabilities of an exceedance lie strictly between 0 and 1")
    self.afterCalm = afterCalm
    self.afterExceedance = afterExceedance
  }

  /// Independent exceedances.
  public static func independent(probability: Double) -> ExceedanceLaw {
    ExceedanceLaw(afterCalm: probability, afterExceedance: probability)
  }

  /// Exceedances that come in clusters, with a given share of days.
  ///
  /// - Parameters:
  ///   - probability: Share of days with an exceedance, in (0, 1).
  ///   - afterExceedance: Probability of an exceedance after a day with one, in (0, 1).
  /// - Precondition: (1 − `afterExceedance`) `probability` < 1 − `probability`.
  public static func clustered(probability: Double, afterExceedance: Double) -> ExceedanceLaw {
    ExceedanceLaw(
      afterCalm: probability * (1 - afterExceedance) / (1 - probability),
      afterExceedance: afterExceedance)
  }

  /// Share of days with an exceedance, π01 / (1 + π01 − π11): the law of the first day.
  public var probability: Double { afterCalm / (1 + afterCalm - afterExceedance) }

  /// Whether an exceedance says nothing about the next day.
  public var isIndependent: Bool { afterCalm == afterExceedance }
}

extension ExceedanceLaw {
  /// Probability that the number of exceedances in `days` days is one of a set.
  public func probabilityOfNumber(days: Int, where isMember: (Int) -> Bool) -> Double {
    precondition(days >= 1, "a series has at least one day")
    guard isIndependent else {
      let members = (0...days).map(isMember)
      return probabilityOfCounts(days: days) { members[$0.exceedances] }
    }
    let law = BinomialDistribution(trials: days, probability: afterCalm)
    var sum = CompensatedSum()
    for x in 0...days where isMember(x) { sum.add(law.probability(of: x)) }
    return min(1, sum.value)
  }
}
