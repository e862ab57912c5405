import VectorMath

extension ExceedanceLaw {
  /// Probability that the counts of a series of `days` days are among a set, by summing over every
  /// possible combination of counts.
  ///
  /// A series with x exceedances in r₁ runs and z = T − x other days in r₀ runs, |r₁ − r₀| ≤ 1, has
  /// C(x − 1, r₁ − 1) C(z − 1, r₀ − 1) arrangements for each order of the runs (Whittle 1955), all
  /// equally likely. With the powers of the chain's probabilities they are two binomial laws:
  ///
  ///     P = P(first) Bin(r₁ − 1; x − 1, 1 − π11) Bin(r₀ − 1; z − 1, π01) × (π01 or 1 − π11)
  ///
  /// the last factor for the one change that neither law counts, into the last run. Combinations
  /// below 1e-25 are left out; they add up to less than 1e-18. Absolute error below 1e-11.
  ///
  /// Reference: Whittle (1955), "Some distribution and moment formulae for the Markov chain",
  /// Journal of the Royal Statistical Society B 17, doi:10.1111/j.2517-6161.1955.tb00195.x.
  ///
  /// - Parameters:
  ///   - days: Length of the series, at least 1.
  ///   - isMember: Whether a combination belongs to the set.
  /// - Complexity: O(days^1.5).
  public func probabilityOfCounts(days: Int, where isMember: (ExceedanceCounts) -> Bool) -> Double {
    precondition(days >= 1, "a series has at least one day")
    var sum = CompensatedSum()
    for x in 0...days {
      if x == 0 || x == days {
        addConstantSeries(of: days, exceeding: x > 0, to: &sum, where: isMember)
      } else {
        addSeries(days: days, exceedances: x, to: &sum, where: isMember)
      }
    }
    return min(1, sum.value)
  }

  private static let negligible = 1e-25

  /// The one series of days that are all alike.
  private func addConstantSeries(
    of days: Int, exceeding: Bool, to sum: inout CompensatedSum,
    where isMember: (ExceedanceCounts) -> Bool
  ) {
    let pairs = days - 1
    let counts = ExceedanceCounts(
      days: days, exceedances: exceeding ? days : 0,
      transitions: TransitionCounts(
        n00: exceeding ? 0 : pairs, n01: 0, n10: 0, n11: exceeding ? pairs : 0))
    guard isMember(counts) else { return }
    let stays = BinomialDistribution(
      trials: pairs, probability: exceeding ? 1 - afterExceedance : afterCalm,
      complement: exceeding ? afterExceedance : 1 - afterCalm)
    sum.add((exceeding ? probability : 1 - probability) * stays.probability(of: 0))
  }

  /// All series with a number of exceedances, by the number of their runs.
  private func addSeries(
    days: Int, exceedances: Int, to sum: inout CompensatedSum,
    where isMember: (ExceedanceCounts) -> Bool
  ) {
    let calm = days - exceedances
    let ends = BinomialDistribution(
      trials: exceedances - 1, probability: 1 - afterExceedance, complement: afterExceedance)
    let starts = BinomialDistribution(trials: calm - 1, probability: afterCalm)
    func add(runs: Int, _ weight: Double) {
      for (first, last) in [(false, false), (false, true), (true, false), (true, true)] {
        let calmRuns = runs + (first == last ? (first ? -1 : 1) : 0)
        let term =
          (first ? probability : 1 - probability) * weight * starts.probability(of: calmRuns - 1)
          * (last ? afterCalm : 1 - afterExceedance)
        if term < Self.negligible { continue }
        let transitions = TransitionCounts(
          n00: calm - calmRuns, n01: first ? runs - 1 : runs,
          n10: first ? calmRuns : calmRuns - 1, n11: exceedances - runs)
        let counts = ExceedanceCounts(
          days: days, exceedances: exceedances, transitions: transitions)
        if isMember(counts) { sum.add(term) }
      }
    }
    // From the likeliest number of runs to both sides, until a number is negligible.
    let most = min(exceedances, calm + 1)
    let mode = 1 + min(most - 1, Int(Double(exceedances) * (1 - afterExceedance)))
    for runs in mode...most {
      let weight = ends.probability(of: runs - 1)
      if weight < Self.negligible { break }
      add(runs: runs, weight)
    }
    for runs in (1..<mode).reversed() {
      let weight = ends.probability(of: runs - 1)
      if weight < Self.negligible { break }
      add(runs: runs, weight)
    }
  }
}
