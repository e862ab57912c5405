public import VectorMath

/// Runs every account of a portfolio through its protocol's rules, for one block of paths.
///
/// At each step end it compares Σ(value × LT) with the debt for whole vectors of paths; only paths in
/// which an account falls below 1 are taken apart. Accounts that a liquidation leaves with something
/// are followed path by path from then on. It reads mark columns and nothing else, so that history and
/// scenarios run through the same code as the simulation.
public struct PortfolioEvaluator: ~Copyable {
  /// An account on a path in which it has been liquidated.
  struct Touched {
    let account: Int
    let path: Int
    var position: Position
    var liquidated: Double
    /// Whether it still has collateral and debt.
    var isOpen: Bool
    /// The account's next touched path, or −1.
    let next: Int
  }

  let accounts: [Account]
  let marks: [Column]
  let dollars: Column?
  let kernels: [AccountKernel]
  /// Whether whole-account closures are also followed leg by leg, for attribution.
  let tracksLegs: Bool
  /// Bit i of byte `account × vectorCount + v`: lane i has not been liquidated yet.
  var untouched: [UInt8]
  /// Untouched paths of an account; it is skipped when none is left.
  var untouchedCount: [Int]
  /// Bit set: no account of the book (row 0: of the portfolio) has been liquidated on the path.
  var quiet: [UInt8]
  var touched: [Touched] = []
  var firstTouched: [Int]
  /// Whole-account closures: frozen equity, deficit and debt repaid by path; empty for other accounts.
  var closed: [ClosedAccount?]
  let bridge: [Int: BridgedAccount]
  /// First liquidations at each step in this block: `[step × accounts]` and `[step × (books + 1)]`.
  public private(set) var accountLiquidations: [Int32]
  public private(set) var bookLiquidations: [Int32]
  let bookCount: Int

  /// What a whole-account closure left, by path.
  struct ClosedAccount {
    var equity: [Double]
    var deficit: [Double]
    var repaid: [Double]
  }

  /// - Parameters:
  ///   - marks: The worker's mark columns, one per formula of the plan.
  ///   - dollars: The mark of US dollars per unit of the numeraire, or `nil` if it is the dollar.
  ///   - tracksLegs: Follow every liquidation leg by leg; slower, same losses.
  ///   - bridge: Variance of ln HF over a step by account, for monitoring between steps.
  public init(
    accounts: [Account], bookCount: Int, adapters: [any ProtocolAdapter], marks: [Column],
    dollars: Column?, stepCount: Int, tracksLegs: Bool = false, bridge: [Int: Double] = [:]
  ) {
    self.accounts = accounts
    self.marks = marks
    self.dollars = dollars
    self.bookCount = bookCount
    self.tracksLegs = tracksLegs
    kernels = accounts.map { AccountKernel($0, adapter: adapters[$0.protocolIndex], marks: marks) }
    untouched = Array(repeating: 0xff, count: accounts.count * PathBlock.vectorCount)
    untouchedCount = Array(repeating: PathBlock.pathCount, count: accounts.count)
    quiet = Array(repeating: 0xff, count: (bookCount + 1) * PathBlock.vectorCount)
    firstTouched = Array(repeating: -1, count: accounts.count)
    closed = kernels.map { kernel in
      kernel.wholeAccountBonus == nil || tracksLegs
        ? nil
        : ClosedAccount(
          equity: Array(repeating: 0, count: PathBlock.pathCount),
          deficit: Array(repeating: 0, count: PathBlock.pathCount),
          repaid: Array(repeating: 0, count: PathBlock.pathCount))
    }
    var bridged: [Int: BridgedAccount] = [:]
    for (order, account) in bridge.keys.sorted().enumerated() {
      bridged[account] = BridgedAccount(draw: order, variance: bridge[account] ?? 0)
    }
    self.bridge = bridged
    accountLiquidations = Array(repeating: 0, count: stepCount * accounts.count)
    bookLiquidations = Array(repeating: 0, count: stepCount * (bookCount + 1))
  }

  /// Forgets everything, for the next block.
  ///
  /// - Parameter pathCount: Paths that count; the rest of the block is padding and never liquidated.
  public mutating func restart(pathCount: Int = PathBlock.pathCount) {
    precondition(pathCount >= 0 && pathCount <= PathBlock.pathCount, "more paths than a block has")
    let lanes = Vector.laneCount
    for v in 0..<PathBlock.vectorCount {
      let valid = max(0, min(lanes, pathCount - v * lanes))
      let bits = UInt8(truncatingIfNeeded: (1 << valid) - 1)
      for account in accounts.indices { untouched[account * PathBlock.vectorCount + v] = bits }
      for book in 0...bookCount { quiet[book * PathBlock.vectorCount + v] = bits }
    }
    for i in untouchedCount.indices { untouchedCount[i] = pathCount }
    for i in firstTouched.indices { firstTouched[i] = -1 }
    for i in accountLiquidations.indices { accountLiquidations[i] = 0 }
    for i in bookLiquidations.indices { bookLiquidations[i] = 0 }
    touched.removeAll(keepingCapacity: true)
    for bridged in bridge.values { bridged.start() }
  }

  /// Checks every account at the end of a step, at the marks that stand now.
  ///
  /// - Parameters:
  ///   - step: Index of the step, from 0.
  ///   - uniforms: Fills a column with the uniform draw of so many; only asked for bridged accounts.
  public mutating func check(step: Int, uniforms: (Column, Int) -> Void = { _, _ in }) {
    let open = touched.count
    for account in accounts.indices where untouchedCount[account] > 0 && kernels[account].hasDebt {
      if let bridged = bridge[account] {
        checkBridged(account, bridged, step: step, uniforms: uniforms)
      } else {
        checkStepEnd(account, step: step)
      }
    }
    for i in 0..<open where touched[i].isOpen { checkAgain(i) }
  }

  private mutating func checkStepEnd(_ account: Int, step: Int) {
    let base = account * PathBlock.vectorCount
    let kernel = kernels[account]
    for v in stride(from: 0, to: PathBlock.vectorCount, by: 4) {
      let collateral = kernel.threshold.sum(from: v)
      let debt = kernel.oracleDebt.sum(from: v)
      let hits =
        (mask(collateral.0, lessThan: debt.0) & UInt32(untouched[base + v]))
        | (mask(
          collateral.1, lessThan: debt.1) & UInt32(untouched[base + v + 1])) << 8
        | (mask(collateral.2, lessThan: debt.2) & UInt32(untouched[base + v + 2])) << 16
        | (mask(collateral.3, lessThan: debt.3) & UInt32(untouched[base + v + 3])) << 24
      guard hits != 0 else { continue }
      for k in 0..<4 {
        let lanes = (hits >> UInt32(8 * k)) & 0xff
        if lanes != 0 { liquidate(account, v: v + k, lanes: lanes, step: step, scale: nil) }
      }
    }
  }

  /// Accounts whose ln HF is a Brownian motion between steps: crossings are drawn from the bridge.
  private mutating func checkBridged(
    _ account: Int, _ bridged: BridgedAccount, step: Int, uniforms: (Column, Int) -> Void
  ) {
    uniforms(bridged.uniforms, bridged.draw)
    let kernel = kernels[account]
    let base = account * PathBlock.vectorCount
    for v in 0..<PathBlock.vectorCount {
      let health = kernel.threshold.sum(at: v) / kernel.oracleDebt.sum(at: v)
      let crossed = bridged.crossings(v, logHealth: logarithm(health))
      let below = mask(health, lessThan: Vector(repeating: 1))
      let ended = below & UInt32(untouched[base + v])
      if ended != 0 { liquidate(account, v: v, lanes: ended, step: step, scale: nil) }
      let between = crossed & ~below & UInt32(untouched[base + v])
      if between != 0 {
        // At the crossing HF was 1: collateral prices are scaled to that moment.
        let scale = Vector(repeating: 1 - 1e-12) / health
        liquidate(account, v: v, lanes: between, step: step, scale: scale)
      }
    }
  }

  /// First liquidation of an account in some lanes of one vector.
  private mutating func liquidate(
    _ account: Int, v: Int, lanes: UInt32, step: Int, scale: Vector?
  ) {
    var acted = lanes
    if let bonus = kernels[account].wholeAccountBonus, !tracksLegs {
      close(account, v: v, lanes: lanes, bonus: bonus, scale: scale)
    } else {
      var rest = lanes
      while rest != 0 {
        let lane = rest.trailingZeroBitCount
        rest &= rest &- 1
        let path = v * Vector.laneCount + lane
        var position = initialPosition(account, path: path)
        let atMoment = scale.map { $0[lane] } ?? 1
        if atMoment != 1 { position.scaleCollateralPrices(by: atMoment) }
        let repaid = kernels[account].adapter.liquidate(&position)
        if !position.wasTouched(comparedWith: accounts[account]) {
          acted &= ~(1 << UInt32(lane))
          continue
        }
        touched.append(
          Touched(
            account: account, path: path, position: position, liquidated: repaid,
            isOpen: position.isOpen, next: firstTouched[account]))
        firstTouched[account] = touched.count - 1
      }
    }
    guard acted != 0 else { return }
    untouched[account * PathBlock.vectorCount + v] &= ~UInt8(acted)
    untouchedCount[account] -= acted.nonzeroBitCount
    accountLiquidations[step * accounts.count + account] += Int32(acted.nonzeroBitCount)
    count(book: 0, v: v, lanes: acted, step: step)
    count(book: kernels[account].book + 1, v: v, lanes: acted, step: step)
  }

  private mutating func count(book: Int, v: Int, lanes: UInt32, step: Int) {
    let first = UInt8(lanes) & quiet[book * PathBlock.vectorCount + v]
    quiet[book * PathBlock.vectorCount + v] &= ~first
    bookLiquidations[step * (bookCount + 1) + book] += Int32(first.nonzeroBitCount)
  }

  /// Closes whole accounts at one bonus, eight paths at a time.
  private mutating func close(
    _ account: Int, v: Int, lanes: UInt32, bonus: Double, scale: Vector?
  ) {
    let kernel = kernels[account]
    var value = kernel.marketCollateral.sum(at: v)
    if let scale { value *= scale }
    let debt = kernel.marketDebt.sum(at: v)
    let factor = Vector(repeating: 1 + bonus)
    let repaid = minimum(debt, value / factor)
    let equity = maximum(.zero, value - factor * debt)
    var rest = lanes
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1
      let path = v * Vector.laneCount + lane
      closed[account]?.equity[path] = equity[lane]
      closed[account]?.deficit[path] = debt[lane] - repaid[lane]
      closed[account]?.repaid[path] = repaid[lane]
    }
  }

  /// A later step of an account that a liquidation has left with something.
  private mutating func checkAgain(_ i: Int) {
    let account = accounts[touched[i].account]
    touched[i].position.setPrices(account, marks: marks, dollars: dollars, path: touched[i].path)
    guard touched[i].position.healthFactor < 1 else { return }
    touched[i].liquidated += kernels[touched[i].account].adapter.liquidate(&touched[i].position)
    touched[i].isOpen = touched[i].position.isOpen
  }

  func initialPosition(_ account: Int, path: Int) -> Position {
    Position(accounts[account], marks: marks, dollars: dollars, path: path)
  }
}
