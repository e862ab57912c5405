import Glibc

/// The binomial law: successes in `trials` independent trials.
public struct BinomialDistribution: Sendable, Hashable {
  /// n, at least 0.
  public let trials: Int
  /// p, in [0, 1].
  public let probability: Double
  /// 1 − p, in [0, 1].
  public let complement: Double

  /// - Parameters:
  ///   - trials: Number of trials, at least 0.
  ///   - probability: Probability of success in [0, 1].
  ///   - complement: 1 − p, where the caller knows it to more digits than the subtraction gives.
  public init(trials: Int, probability: Double, complement: Double? = nil) {
    precondition(trials >= 0, "a number of trials is not negative")
    precondition(probability >= 0 && probability <= 1, "a probability lies in [0, 1]")
    self.trials = trials
    self.probability = probability
    self.complement = complement ?? 1 - probability
  }

  /// P(B = k). Relative error below 1e-12 within 10 standard deviations of the mean.
  public func probability(of k: Int) -> Double {
    if k < 0 || k > trials { return 0 }
    if trials == 0 { return 1 }
    if k == 0 { return power(complement, orOneMinus: probability) }
    if k == trials { return power(probability, orOneMinus: complement) }
    if probability == 0 || complement == 0 { return 0 }
    return binomialPower(Double(k), Double(trials - k), probability, complement).value
  }

  /// x to the power of the trials, from 1 − x where that is the smaller one.
  private func power(_ x: Double, orOneMinus rest: Double) -> Double {
    exp(Double(trials) * (rest < 0.5 ? log1p(-rest) : log(x)))
  }

  /// P(B ≤ k). Relative error below 1e-11 in the lower tail for up to 1e9 trials.
  public func cdf(_ k: Int) -> Double {
    if k < 0 { return 0 }
    if k >= trials { return 1 }
    return IncompleteBeta(
      a: Double(k + 1), b: Double(trials - k), x: probability, complement: complement
    ).upper
  }

  /// P(B ≥ k). Relative error below 1e-11 in the upper tail for up to 1e9 trials.
  public func upperTail(_ k: Int) -> Double {
    if k <= 0 { return 1 }
    if k > trials { return 0 }
    return IncompleteBeta(
      a: Double(k), b: Double(trials - k + 1), x: probability, complement: complement
    ).lower
  }

  /// The largest k with P(B ≤ k − 1) ≤ `bound`, from 0 to n (n + 1 if `bound` is 1).
  ///
  /// Starts at the Cornish-Fisher approximation, evaluates the distribution function once there
  /// and walks to the answer by single probabilities.
  ///
  /// - Parameter bound: Probability in [0, 1].
  public func largestRank(withProbabilityBelowAtMost bound: Double) -> Int {
    precondition(bound >= 0 && bound <= 1, "a probability lies in [0, 1]")
    if bound == 1 { return trials + 1 }
    if bound == 0 || probability == 0 || trials == 0 { return 0 }
    if complement == 0 { return trials }
    let n = Double(trials)
    let z = NormalDistribution.quantile(bound)
    let skew = (z * z - 1) * (complement - probability) / 6
    let guess = n * probability + z * (n * probability * complement).squareRoot() + skew
    // `rank` is the candidate, `below` = P(B ≤ rank − 1).
    var rank = Int(max(0, min(n, guess)))
    var below = cdf(rank - 1)
    if below <= bound {
      while rank <= trials {
        let next = below + probability(of: rank)
        if rank == trials || next > bound { break }
        below = next
        rank += 1
      }
    } else {
      while rank > 0 && below > bound {
        rank -= 1
        below -= probability(of: rank)
      }
    }
    return rank
  }
}
