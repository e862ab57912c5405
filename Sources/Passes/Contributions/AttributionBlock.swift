import Ledger
import RandomNumbers
import VectorMath

/// One worker's part of the second pass.
struct AttributionBlock: ~Copyable {
  private let sets: [TailSet]
  private let legs: LegNames
  private let bookCount: Int
  /// By set, then book: the loss of the book that belongs to it; `nil` for none.
  private let losesBy: [[LossQuantity?]]
  /// By row of the evaluator and leg: number of the leg's name.
  private let legIndex: [[Int]]
  private let rowCount: Int
  private var losses: SimulatedLosses
  /// max(0, D(0) − C(0)) summed over the accounts of each row.
  private let overdrawn: [Double]
  private let weights: PathBlock
  /// Losses by path: a column for every book, leg and one of equity and bad debt.
  private let legLosses: PathBlock
  private let total: PathBlock
  /// Equity loss and bad debt of eight accounts together.
  private let both = VectorTable(count: RowOutcome.pathCount)

  init(_ plan: LossPlan, sets: [TailSet], legs: LegNames) {
    self.sets = sets
    self.legs = legs
    bookCount = plan.portfolio.books.count
    let bookCount = bookCount
    let total = plan.portfolio.total
    losesBy = sets.map { set in
      (0..<bookCount).map { book in
        if set.subject == 0 { return total.loss(ofBook: book, in: set.quantity) }
        return set.subject == book + 1 ? set.quantity : nil
      }
    }
    let initial = InitialValues(plan)
    losses = SimulatedLosses(plan, tracksLegs: true)
    let rowCount = losses.portfolio.evaluator.rowCount
    self.rowCount = rowCount
    var legIndex: [[Int]] = []
    var overdrawn: [Double] = []
    for row in 0..<rowCount {
      var indices: [Int] = []
      for k in 0..<losses.portfolio.evaluator.legCount(ofRow: row) {
        let leg = losses.portfolio.evaluator.leg(k, ofRow: row)
        indices.append(legs.index(leg.token, isDebt: leg.isDebt))
      }
      legIndex.append(indices)
      var sum = 0.0
      for account in losses.portfolio.evaluator.accounts(inRow: row) where account >= 0 {
        sum += max(0, initial.accounts[account].debt - initial.accounts[account].collateral)
      }
      overdrawn.append(sum)
    }
    self.legIndex = legIndex
    self.overdrawn = overdrawn
    weights = PathBlock(columnCount: 2 * sets.count)
    legLosses = PathBlock(columnCount: bookCount * legs.names.count * 2)
    self.total = PathBlock(columnCount: 1)
  }

  /// Draws so many chosen paths again and returns their weighted sums by set.
  mutating func run(_ chosen: [UInt64], start: [AttributionSums]) -> [AttributionSums] {
    var sums = start
    setWeights(chosen)
    // The rest of the block repeats the last path with weight 0.
    let padded =
      chosen
      + Array(repeating: chosen.last ?? 0, count: PathBlock.pathCount - chosen.count)
    losses.run(PathNumbers(padded))
    for k in 0..<legLosses.columnCount { legLosses[k].fill(0) }
    for paths in losses.portfolio.pathRanges {
      for row in 0..<rowCount { add(row, paths, to: &sums) }
    }
    for (s, set) in sets.enumerated() {
      for leg in legs.names.indices {
        sums[s].legs[leg] += weighted(legColumn(leg, of: set, losesBy[s]), set: s)
      }
    }
    return sums
  }

  /// Column of one leg of a book, of its equity losses or its bad debt.
  private func legColumn(_ leg: Int, book: Int, _ quantity: LossQuantity) -> Column {
    legLosses[2 * (book * legs.names.count + leg) + (quantity == .badDebt ? 1 : 0)]
  }

  /// One leg's losses over the subject of a set.
  private func legColumn(_ leg: Int, of set: TailSet, _ losesBy: [LossQuantity?]) -> Column {
    if set.subject > 0 { return legColumn(leg, book: set.subject - 1, set.quantity) }
    total[0].fill(0)
    for book in 0..<bookCount {
      guard let loss = losesBy[book] else { continue }
      if loss != .badDebt { total[0].add(legColumn(leg, book: book, .equityLoss)) }
      if loss != .equityLoss { total[0].add(legColumn(leg, book: book, .badDebt)) }
    }
    return total[0]
  }

  private func setWeights(_ chosen: [UInt64]) {
    var row: [UInt64: Int] = [:]
    for (path, number) in chosen.enumerated() { row[number] = path }
    for (s, set) in sets.enumerated() {
      weights[2 * s].fill(0)
      weights[2 * s + 1].fill(0)
      guard let first = chosen.first, let last = chosen.last else { continue }
      for entry in set.paths(from: first, through: last) {
        guard let path = row[entry.number] else { continue }
        weights[2 * s][path: path] = entry.weight
        weights[2 * s + 1][path: path] = entry.boundaryWeight
      }
    }
  }

  /// Adds the accounts of a row on some paths of the block.
  private mutating func add(
    _ row: Int, _ paths: Range<Int>, to sums: inout [AttributionSums]
  ) {
    losses.portfolio.workOut(row: row, paths: paths)
    let book = losses.portfolio.evaluator.book(ofRow: row)
    let accounts = losses.portfolio.evaluator.accounts(inRow: row)
    for s in sets.indices {
      switch losesBy[s][book] {
      case .badDebt:
        if losses.portfolio.outcome.badDebtPaths != 0 {
          add(losses.portfolio.outcome.badDebt, of: accounts, paths, set: s, to: &sums)
        }
      case .deskLoss:
        for i in 0..<paths.count {
          both[i] = losses.portfolio.outcome.equityLoss[i] + losses.portfolio.outcome.badDebt[i]
        }
        add(both, of: accounts, paths, set: s, to: &sums)
      case .equityLoss:
        add(losses.portfolio.outcome.equityLoss, of: accounts, paths, set: s, to: &sums)
      case .liquidated, nil: continue
      }
    }
    for (k, leg) in legIndex[row].enumerated() {
      losses.portfolio.evaluator.addLegLosses(
        ofRow: row, leg: k, outcome: losses.portfolio.outcome,
        equityLoss: legColumn(leg, book: book, .equityLoss),
        badDebt: legColumn(leg, book: book, .badDebt))
    }
    let recourse = legColumn(legs.limitedRecourse, book: book, .equityLoss)
    for i in 0..<paths.count {
      recourse[path: paths.lowerBound + i] +=
        overdrawn[row] - losses.portfolio.outcome.badDebt[i].laneSum
    }
  }

  /// Adds the losses of eight accounts over the tail of one set.
  private func add(
    _ table: borrowing VectorTable, of accounts: ArraySlice<Int>, _ paths: Range<Int>, set: Int,
    to sums: inout [AttributionSums]
  ) {
    let w = weights[2 * set]
    let near = weights[2 * set + 1]
    var sum = Vector.zero
    var squares = Vector.zero
    var boundary = Vector.zero
    for i in 0..<paths.count {
      let path = paths.lowerBound &+ i
      let x = table[i]
      let wx = Vector(repeating: w[path: path]) * x
      sum += wx
      squares = multiplyAdd(wx, x, squares)
      boundary = multiplyAdd(Vector(repeating: near[path: path]), x, boundary)
    }
    for (lane, account) in accounts.enumerated() where account >= 0 {
      sums[set].accounts[account] += AttributionSum(
        value: sum[lane], squares: squares[lane], boundary: boundary[lane])
    }
  }

  /// Sums of a column over the tail of one set.
  private func weighted(_ x: Column, set: Int) -> AttributionSum {
    let w = weights[2 * set]
    let near = weights[2 * set + 1]
    var sum = Vector.zero
    var squares = Vector.zero
    var boundary = Vector.zero
    for v in 0..<PathBlock.vectorCount {
      let wx = w[v] * x[v]
      sum += wx
      squares += wx * x[v]
      boundary += near[v] * x[v]
    }
    return AttributionSum(
      value: sum.laneSum, squares: squares.laneSum, boundary: boundary.laneSum)
  }
}
