import Lending
import Passes
import RiskMeasures

/// Makes figures of sums and tails.
struct PolicyAssembly {
  private let plan: RunPlan
  private let policies: PolicyPlan
  private let subjects: PolicySubjects
  private let marks: [Double]

  init(_ plan: RunPlan, _ policies: PolicyPlan, _ subjects: PolicySubjects, marks: [Double]) {
    self.plan = plan
    self.policies = policies
    self.subjects = subjects
    self.marks = marks
  }

  func result(sums: [PolicySums], tails: [[PolicyTail]]) throws(RunFailure)
    -> PolicyResult
  {
    for (candidate, sums) in zip(policies.candidates, sums) {
      guard sums.squares.allSatisfy(\.isFinite) else {
        throw .notFinite(subject: "policy '\(candidate.name)'", quantity: .badDebt)
      }
    }
    let level = Level(policies.level)
    let influences = tails.map {
      $0.map { TailInfluence($0, level: level, paths: plan.paths.count) }
    }
    let found = policies.candidates.indices.map { k in
      subjects(of: k, sums: sums[k], influences[k], influences[policies.benchmark])
    }
    let outcomes = policies.candidates.indices.map { k in
      PolicyOutcome(
        candidate: policies.candidates[k], subjects: found[k],
        dominatedBy: dominator(of: k, found.map { $0[0] }, influences.map { $0[0] }))
    }
    return PolicyResult(plan: plan, policies: policies, outcomes: outcomes)
  }

  private func subjects(
    of k: Int, sums: PolicySums, _ tails: [TailInfluence], _ benchmark: [TailInfluence]
  ) -> [PolicySubject] {
    let accounts = policies.candidates[k].accounts
    let members = subjects.shares(of: accounts)
    let capacity = members.sums(
      accounts.map { account in
        account.collateral.reduce(0) {
          $0 + $1.units * marks[$1.oracleMark] * $1.terms.maxLoanToValue
        }
      })
    let borrowed = members.sums(
      accounts.map { $0.debts.reduce(0) { $0 + $1.units * marks[$1.marketMark] } })
    return (0..<subjects.count).map { s in
      var means: [PolicyQuantity: Estimate] = [:]
      var differences: [PolicyQuantity: Estimate] = [:]
      for quantity in PolicyQuantity.allCases {
        let row = s * PolicyQuantity.count + quantity.index
        means[quantity] = estimate(
          sum: sums.sums[row], squares: sums.squares[row],
          isProbability: quantity.isEvent)
        differences[quantity] = estimate(
          sum: sums.differences[row], squares: sums.squaredDifferences[row], isProbability: false)
      }
      let shortfall = tails[s].expectedShortfall
      return PolicySubject(
        kind: subjects.kinds[s], name: subjects.names[s], borrowCapacity: capacity[s],
        borrowed: borrowed[s], means: means, differences: differences,
        expectedShortfall: shortfall,
        shortfallDifference: k == policies.benchmark
          ? Estimate(value: 0, standardError: 0) : tails[s].difference(to: benchmark[s]),
        returnOnTail: means[.income].flatMap { tails[s].returnOnTail(income: $0) })
    }
  }

  /// Mean over the paths with its standard error; probabilities with their exact interval.
  private func estimate(sum: Double, squares: Double, isProbability: Bool) -> Estimate {
    if isProbability {
      return ProbabilityEstimate(successes: Int(sum.rounded()), trials: plan.paths.count)
        .clopperPearson()
    }
    let n = Double(plan.paths.count)
    let mean = sum / n
    // What is left of equal numbers is rounding.
    let variance = squares / n - mean * mean
    let isNoise = variance < 1e-13 * mean * mean
    return Estimate(
      value: mean, standardError: isNoise ? 0 : (variance / max(1, n - 1)).squareRoot())
  }

  /// A policy that lets borrow at least as much at a smaller ES, beyond the error of their difference,
  /// or more at the same tail.
  private func dominator(
    of k: Int, _ totals: [PolicySubject], _ tails: [TailInfluence]
  ) -> String? {
    for other in totals.indices where other != k {
      guard totals[other].borrowCapacity >= totals[k].borrowCapacity else { continue }
      let less = tails[k].difference(to: tails[other])
      let isSame = less.value == 0 && less.standardError == 0
      if less.lower > 0
        || isSame && totals[other].borrowCapacity > totals[k].borrowCapacity * (1 + 1e-9)
      {
        return policies.candidates[other].name
      }
    }
    return nil
  }
}
