import Lending
import Passes
import RiskMeasures

/// Makes figures of the sums, counts and tails of a pass.
struct PolicyAssembly {
  private let plan: RunPlan
  private let policies: PolicyPlan
  private let subjects: PolicySubjects
  private let marks: [Double]
  private let rows: PolicyRows
  private let sums: RowSums
  private let centers: [Double]
  private let collected: CollectedLosses

  /// - Parameters:
  ///   - sums: Of all paths.
  ///   - collected: Of all paths.
  init(
    _ plan: RunPlan, _ pass: PolicyPass, marks: [Double], sums: RowSums, collected: CollectedLosses
  ) {
    self.plan = plan
    policies = pass.policies
    subjects = pass.subjects
    self.marks = marks
    rows = pass.rows
    self.sums = sums
    centers = pass.pilot.centers
    self.collected = collected
  }

  func requireFinite() throws(RunFailure) {
    for (k, candidate) in policies.candidates.enumerated() {
      for column in 0..<rows.columnCount {
        guard sums.squares[rows.value(policy: k, column: column)].isFinite else {
          throw .notFinite(subject: "policy '\(candidate.name)'", quantity: .badDebt)
        }
      }
    }
  }

  /// - Throws: `SampleError.tailTooShort` if a tail does not reach the level.
  /// - Precondition: All losses are finite.
  func result() throws(SampleError) -> PolicyResult {
    let level = Level(policies.level)
    var influences: [[ShortfallInfluence]] = []
    for k in policies.candidates.indices {
      var tails: [ShortfallInfluence] = []
      for s in 0..<subjects.count {
        let tail = TailRow(
          collected.tails[rows.tail(policy: k, subject: s)], paths: plan.paths.count)
        tails.append(try tail.shortfallInfluence(level: level))
      }
      influences.append(tails)
    }
    let found = policies.candidates.indices.map { k in
      subjects(of: k, influences[k], influences[policies.benchmark])
    }
    let outcomes = policies.candidates.indices.map { k in
      PolicyOutcome(
        candidate: policies.candidates[k], subjects: found[k],
        dominatedBy: dominator(of: k, found.map { $0[0] }, influences.map { $0[0] }))
    }
    return PolicyResult(plan: plan, policies: policies, outcomes: outcomes)
  }

  private func subjects(
    of k: Int, _ tails: [ShortfallInfluence], _ benchmark: [ShortfallInfluence]
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
        let column = PolicyColumns.row(s, quantity)
        let row = rows.value(policy: k, column: column)
        means[quantity] =
          quantity.isEvent
          ? ProbabilityEstimate(
            successes: collected.counts.positive[row], trials: plan.paths.count
          ).clopperPearson() : mean(row)
        differences[quantity] =
          k == policies.benchmark
          ? Estimate(value: 0, standardError: 0)
          : mean(rows.difference(policy: k, column: column))
      }
      let shortfall = tails[s].expectedShortfall
      return PolicySubject(
        kind: subjects.kinds[s], name: subjects.names[s], borrowCapacity: capacity[s],
        borrowed: borrowed[s], means: means, differences: differences,
        expectedShortfall: shortfall,
        shortfallDifference: k == policies.benchmark
          ? Estimate(value: 0, standardError: 0) : tails[s].difference(to: benchmark[s]),
        returnOnTail: means[.income].flatMap { tails[s].ratio(of: $0) })
    }
  }

  private func mean(_ row: Int) -> Estimate {
    RowMoments(sums, row: row, center: centers[row], paths: plan.paths.count).mean
  }

  /// A policy that lets borrow at least as much at a smaller ES, beyond the error of their difference,
  /// or more at the same tail.
  private func dominator(
    of k: Int, _ totals: [PolicySubject], _ tails: [ShortfallInfluence]
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
