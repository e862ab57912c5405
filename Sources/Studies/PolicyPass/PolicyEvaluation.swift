import Ledger
import Lending
import Passes
import Paths
import VectorMath

/// One policy's accounts on the marks of a worker.
struct PolicyEvaluation: ~Copyable {
  var losses: PortfolioLosses
  private var outcome = LenderOutcome()
  /// By row of the evaluator: where the eight accounts count.
  private let targets: [[Target]]
  /// By subject: borrowed amount by kind of interest, in the numeraire.
  private let debts: [[Double]]
  /// By subject: the one whose columns it shares.
  private let sources: [Int]
  /// 1 where an account was liquidated, and sums of eight lanes a path.
  private let hits = VectorTable(count: PathBlock.pathCount)
  private let laneSums = VectorTable(count: PathBlock.vectorCount)

  /// A subject that some accounts of a row belong to.
  private struct Target {
    let subject: Int
    /// Share of each account.
    let share: Vector
    /// Share × debt of each account, as a share of the subject's borrowed amount.
    let debtWeight: Vector
  }

  /// - Parameter plan: The run with the policy's accounts, single accounts measured.
  init(
    _ plan: LossPlan, subjects: PolicySubjects, incomes: IncomeIndices, marks: [Column],
    intraday: IntradayMarks?, values: InitialValues
  ) {
    losses = PortfolioLosses(plan, marks: marks, values: values, intraday: intraday)
    let accounts = plan.portfolio.accounts
    let members = subjects.shares(of: accounts)
    let sources = members.sources
    let borrowed = members.sums(values.accounts.map(\.debt))
    let byKind = accounts.map { incomes.debts(of: $0, marks: values.marks) }
    let sums = (0..<incomes.count).map { k in members.sums(byKind.map { $0[k] }) }
    debts = (0..<subjects.count).map { s in sums.map { $0[s] } }
    var targets: [[Target]] = []
    for lanes in losses.accountsByRow {
      var shares: [Int: Vector] = [:]
      var weights: [Int: Vector] = [:]
      for (lane, account) in lanes.enumerated() where account >= 0 {
        for (subject, share) in members.shares[account] where sources[subject] == subject {
          shares[subject, default: .zero][lane] += share
          if borrowed[subject] > 0 {
            weights[subject, default: .zero][lane] +=
              share * values.accounts[account].debt / borrowed[subject]
          }
        }
      }
      targets.append(
        shares.keys.sorted().map {
          Target(
            subject: $0, share: shares[$0] ?? .zero, debtWeight: weights[$0] ?? .zero)
        })
    }
    self.targets = targets
    self.sources = sources
  }

  /// Works out the losses of a block at the horizon.
  ///
  /// - Parameters:
  ///   - count: Paths of the block that count; the columns of others are arbitrary.
  ///   - incomes: index − 1 by kind of interest.
  ///   - columns: Where they go; what they held before is forgotten.
  mutating func measure(
    count: Int, incomes: [Column], into columns: inout PolicyColumns
  ) {
    columns.closeAll()
    for row in targets.indices {
      losses.evaluator.lenderOutcome(ofRow: row, count: count, into: &outcome)
      if outcome.hasBadDebt { addBadDebt(row: row, &columns) }
      if outcome.hasLiquidations { addLiquidations(row: row, &columns) }
    }
    for subject in sources.indices {
      if sources[subject] != subject {
        columns.copy(sources[subject], to: subject)
        continue
      }
      addIncome(subject, incomes, &columns)
      // An account that is liquidated has debt.
      if let affected = columns.column(subject, .affectedDebt) {
        Self.indicate(affected, in: columns.open(subject, .liquidationProbability))
      }
      guard let badDebt = columns.column(subject, .badDebt) else { continue }
      Self.indicate(badDebt, in: columns.open(subject, .badDebtProbability))
    }
  }

  /// Writes 1 where a column is positive, 0 elsewhere.
  private static func indicate(_ column: Column, in events: Column) {
    let one = Vector(repeating: 1)
    for v in 0..<PathBlock.vectorCount {
      events[v] = select(.zero, lessThan: column[v], one, otherwise: .zero)
    }
  }

  private func addBadDebt(row: Int, _ columns: inout PolicyColumns) {
    for target in targets[row] {
      sum(outcome.badDebt, weight: target.share)
      addSums(to: columns.open(target.subject, .badDebt))
    }
  }

  private func addLiquidations(row: Int, _ columns: inout PolicyColumns) {
    for target in targets[row] {
      sum(outcome.liquidated, weight: target.share)
      addSums(to: columns.open(target.subject, .liquidated))
      sum(outcome.bonus, weight: target.share)
      addSums(to: columns.open(target.subject, .liquidationLoss))
    }
    let one = Vector(repeating: 1)
    for i in 0..<outcome.count {
      hits[i] = select(.zero, lessThan: outcome.liquidated[i], one, otherwise: .zero)
    }
    for target in targets[row] {
      sum(hits, weight: target.debtWeight)
      addSums(to: columns.open(target.subject, .affectedDebt))
    }
  }

  /// Adds the lanes of every listed path up.
  @inline(__always)
  private func sum(_ values: borrowing VectorTable, weight: Vector) {
    for chunk in 0..<(outcome.count &+ 7) / Vector.laneCount {
      laneSums[chunk] = values.laneSums(from: chunk &* Vector.laneCount, weight: weight)
    }
  }

  /// Adds the sums to a column at the listed paths.
  @inline(__always)
  private func addSums(to column: Column) {
    for i in 0..<outcome.count { column[path: outcome.path(i)] += laneSums[scalar: i] }
  }

  private func addIncome(_ subject: Int, _ incomes: [Column], _ columns: inout PolicyColumns) {
    for (k, debt) in debts[subject].enumerated() where debt > 0 {
      let column = columns.open(subject, .income)
      let weight = Vector(repeating: debt)
      for v in 0..<PathBlock.vectorCount {
        column[v] = multiplyAdd(weight, incomes[k][v], column[v])
      }
    }
  }
}
