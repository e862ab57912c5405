import Collateral
import VectorMath

/// A policy's accounts in an array of a worker.
///
/// A class, because an array cannot hold values that are not copied. Work is done in the value, so that
/// access is checked once a call and not in loops.
final class PolicySlot {
  var evaluation: PolicyEvaluation

  init(_ evaluation: consuming PolicyEvaluation) { self.evaluation = evaluation }
}

/// One policy's accounts on the marks of a worker.
struct PolicyEvaluation: ~Copyable {
  var losses: PortfolioLosses
  /// `[subjects × quantities]`; only columns that are not silent hold anything.
  private let columns: PathBlock
  private var isSilent: [Bool]
  /// By row of the evaluator: where the eight accounts count.
  private let targets: [[Target]]
  /// By row of the evaluator: bonus by account.
  private let bonuses: [Vector]
  /// By subject: borrowed amount by kind of interest, in the numeraire.
  private let debts: [[Double]]
  private(set) var tails: [PolicyTail]

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
    _ plan: RunPlan, subjects: PolicySubjects, incomes: IncomeIndices, marks: [Column],
    values: InitialValues, tailLimit: Int
  ) {
    losses = PortfolioLosses(plan, marks: marks, values: values)
    let accounts = plan.portfolio.accounts
    columns = PathBlock(columnCount: subjects.count * PolicyQuantity.count)
    isSilent = Array(repeating: true, count: subjects.count * PolicyQuantity.count)
    tails = Array(repeating: PolicyTail(limit: tailLimit), count: subjects.count)
    let members = subjects.shares(of: accounts)
    let borrowed = members.sums(values.accounts.map(\.debt))
    let byKind = accounts.map { incomes.debts(of: $0, marks: values.marks) }
    let sums = (0..<incomes.count).map { k in members.sums(byKind.map { $0[k] }) }
    debts = (0..<subjects.count).map { s in sums.map { $0[s] } }
    var targets: [[Target]] = []
    var bonuses: [Vector] = []
    for lanes in losses.accountsByRow {
      var shares: [Int: Vector] = [:]
      var weights: [Int: Vector] = [:]
      var bonus = Vector.zero
      for (lane, account) in lanes.enumerated() where account >= 0 {
        let owner = accounts[account]
        bonus[lane] =
          plan.portfolio.adapters[owner.protocolIndex].wholeAccountBonus
          ?? Self.bonus(owner, marks: values.marks)
        for (subject, share) in members.shares[account] {
          shares[subject, default: .zero][lane] += share
          if borrowed[subject] > 0 {
            weights[subject, default: .zero][lane] +=
              share * values.accounts[account].debt / borrowed[subject]
          }
        }
      }
      bonuses.append(bonus)
      targets.append(
        shares.keys.sorted().map {
          Target(
            subject: $0, share: shares[$0] ?? .zero, debtWeight: weights[$0] ?? .zero)
        })
    }
    self.targets = targets
    self.bonuses = bonuses
  }

  /// Average bonus of an account's collateral, by value.
  private static func bonus(_ account: Account, marks: [Double]) -> Double {
    var value = 0.0
    var bonus = 0.0
    for leg in account.collateral where leg.terms.liquidationThreshold > 0 {
      value += leg.units * marks[leg.oracleMark]
      bonus += leg.units * marks[leg.oracleMark] * leg.terms.liquidationBonus
    }
    return value > 0 ? bonus / value : 0
  }

  /// The column of a quantity, or `nil` if it is 0 on every path.
  func column(row: Int) -> Column? { isSilent[row] ? nil : columns[row] }

  /// Works out the losses of a block at the horizon.
  ///
  /// - Parameter incomes: index − 1 by kind of interest.
  mutating func measure(count: Int, firstPath: UInt64, incomes: [Column]) {
    for row in isSilent.indices where !isSilent[row] {
      columns[row].fill(0)
      isSilent[row] = true
    }
    let ranges = losses.pathRanges
    for row in targets.indices {
      for paths in ranges {
        losses.workOut(row: row, paths: paths)
        if losses.outcome.hasBadDebt { addBadDebt(row: row, paths) }
        if losses.outcome.hasLiquidations { addLiquidations(row: row, paths) }
      }
    }
    for subject in tails.indices {
      let first = subject * PolicyQuantity.count
      if !isSilent[first] {
        let hits = open(subject, .badDebtProbability)
        let one = Vector(repeating: 1)
        for v in 0..<PathBlock.vectorCount {
          hits[v] = select(.zero, lessThan: columns[first][v], one, otherwise: .zero)
        }
        tails[subject].add(columns[first], firstPath: firstPath)
      }
      addIncome(subject, count: count, incomes)
    }
  }

  private mutating func open(_ subject: Int, _ quantity: PolicyQuantity) -> Column {
    let row = subject * PolicyQuantity.count + quantity.index
    isSilent[row] = false
    return columns[row]
  }

  private mutating func addBadDebt(row: Int, _ paths: Range<Int>) {
    for target in targets[row] {
      let column = open(target.subject, .badDebt)
      for i in 0..<paths.count {
        let loss = losses.outcome.badDebt[i]
        if mask(.zero, lessThan: loss) == 0 { continue }
        column[path: paths.lowerBound &+ i] += (loss * target.share).laneSum
      }
    }
  }

  private mutating func addLiquidations(row: Int, _ paths: Range<Int>) {
    let bonus = bonuses[row]
    let one = Vector(repeating: 1)
    for target in targets[row] {
      let repaidColumn = open(target.subject, .liquidated)
      let lossColumn = open(target.subject, .liquidationLoss)
      let hitColumn = open(target.subject, .liquidationProbability)
      for i in 0..<paths.count {
        let repaid = losses.outcome.liquidated[i]
        if mask(.zero, lessThan: repaid) == 0 { continue }
        let path = paths.lowerBound &+ i
        let part = repaid * target.share
        let hit = select(.zero, lessThan: repaid, one, otherwise: .zero)
        repaidColumn[path: path] += part.laneSum
        lossColumn[path: path] += (part * bonus).laneSum
        hitColumn[path: path] += (hit * target.debtWeight).laneSum
      }
    }
  }

  private mutating func addIncome(_ subject: Int, count: Int, _ incomes: [Column]) {
    for (k, debt) in debts[subject].enumerated() where debt > 0 {
      let column = open(subject, .income)
      let weight = Vector(repeating: debt)
      for v in 0..<PathBlock.vectorCount {
        column[v] = multiplyAdd(weight, incomes[k][v], column[v])
      }
      for path in count..<PathBlock.pathCount { column[path: path] = 0 }
    }
  }
}
