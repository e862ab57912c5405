import Ledger
import Lending
import TestSupport
import VectorMath

/// Random accounts on random marks, with what becomes of them worked out one account and one path at a
/// time: a `Position`, and the adapter at every step end.
struct PortfolioCase {
  /// What became of one account on one path.
  struct Outcome {
    var equityLoss = 0.0
    var badDebt = 0.0
    var liquidated = 0.0
    /// What liquidators were paid above the debt that they repaid, at market prices of the debt.
    var bonus = 0.0
    /// Step of the first liquidation, from 0; `nil` if there was none.
    var firstStep: Int?
    var collateralLegs: [Double] = []
    var debtLegs: [Double] = []
    var badDebtByDebt: [Double] = []
  }

  static let tokenCount = 6
  static let stepCount = 10
  static let bookCount = 3
  /// The mark after those of the tokens.
  static let dollars = 2 * tokenCount

  private(set) var accounts: [Account]
  let adapters: [any ProtocolAdapter]
  let bookCount: Int
  let initialMarks: [Double]
  /// By step, then mark, then path.
  let marks: [[[Double]]]
  /// Variance of ln HF over a step, of accounts that are watched between steps.
  var bridge: [Int: Double] = [:]
  /// By account whose borrower acts.
  var behaviours: [Int: any AccountBehaviour] = [:]

  /// Token t has its oracle's value in mark 2t and the market's in mark 2t + 1.
  init(
    accounts: [Account], adapters: [any ProtocolAdapter], seed: UInt64,
    bookCount: Int = Self.bookCount
  ) {
    self.bookCount = bookCount
    self.accounts = accounts
    self.adapters = adapters
    var numbers = TestGenerator(seed: seed)
    let paths = 0..<PathBlock.pathCount
    let start = (0...Self.dollars).map { _ in numbers.uniform(0.5...3) }
    var prices = start.map { start in paths.map { _ in start } }
    var marks: [[[Double]]] = []
    for _ in 0..<Self.stepCount {
      for mark in prices.indices {
        for path in paths where mark % 2 == 0 {
          prices[mark][path] *= 1 + numbers.uniform(-0.12...0.12)
          if mark < Self.dollars {
            prices[mark + 1][path] = prices[mark][path] * (1 + numbers.uniform(-0.08...0.01))
          }
        }
      }
      marks.append(prices)
    }
    initialMarks = start
    self.marks = marks
  }

  /// The same with other accounts.
  func replacing(accounts: [Account]) -> PortfolioCase {
    var copy = self
    copy.accounts = accounts
    return copy
  }

  /// The accounts as a book takes them.
  var booked: BookedAccounts {
    BookedAccounts(
      BookedAccounts(accounts, bookCount: bookCount, adapters: adapters, bridge: bridge),
      behaviours: behaviours)
  }

  /// One account's fate on one path.
  func outcome(_ i: Int, path: Int) -> Outcome {
    let account = accounts[i]
    var position = Position(account) { initialMarks[$0] }
    let initial = (
      collateralValues: position.collateral.map { $0.units * $0.marketPrice },
      debtValues: position.debts.map { $0.units * $0.marketPrice }
    )
    var outcome = Outcome()
    for (step, marks) in marks.enumerated() {
      position.reprice(account) { marks[$0][path] }
      position.dollarsPerNumeraire = marks[Self.dollars][path]
      if let behaviour = behaviours[i], position.isOpen,
        position.healthFactor < behaviour.trigger
      {
        behaviour.respond(to: &position, step: step)
      }
      guard position.healthFactor < 1 else { continue }
      outcome.liquidated += adapters[account.protocolIndex].liquidate(&position)
      let isTouched = position.debts.contains { $0.taken != Seizure.Debt() }
      if isTouched && outcome.firstStep == nil { outcome.firstStep = step }
    }
    outcome.bonus =
      adapters[account.protocolIndex].wholeAccountBonus.map { outcome.liquidated * $0 }
      ?? position.collateral.reduce(0) { $0 + $1.cancelled * $1.terms.liquidationBonus }
    let loss = PositionLoss(initial: initial, final: position)
    outcome.equityLoss = loss.equityLoss
    outcome.badDebt = loss.badDebt
    outcome.collateralLegs = loss.collateralLegs
    outcome.debtLegs = loss.debtLegs
    outcome.badDebtByDebt = loss.badDebtByDebt
    return outcome
  }

  /// By account, then path.
  func outcomes(count: Int) -> [[Outcome]] {
    accounts.indices.map { i in (0..<count).map { outcome(i, path: $0) } }
  }

  /// Σ units × market mark at time 0, collateral and debt.
  func initialValue(_ account: Account) -> (collateral: Double, debt: Double) {
    (
      account.collateral.reduce(0) { $0 + $1.units * initialMarks[$1.marketMark] },
      account.debts.reduce(0) { $0 + $1.units * initialMarks[$1.marketMark] }
    )
  }
}

extension PortfolioCase {
  /// Draws accounts with health factors from 0.95 to 1.6.
  struct Accounts {
    var numbers: TestGenerator
    /// Indices of the protocols that accounts are drawn from.
    let protocols: ClosedRange<Int>
    var accounts: [Account] = []

    init(seed: UInt64, protocols: ClosedRange<Int>) {
      numbers = TestGenerator(seed: seed)
      self.protocols = protocols
    }

    mutating func add(
      _ collateral: [Int], _ debts: [Int], book: Int, threshold fixed: Double? = nil
    ) {
      let size = 100 * Double(1 << numbers.integer(0...10))
      var basket: [CollateralLeg] = []
      var counted = 0.0
      for token in collateral {
        let threshold = fixed ?? numbers.uniform(0.6...0.9)
        let units = size * numbers.uniform(0.1...1)
        counted += units * threshold
        basket.append(
          CollateralLeg(
            token: "T\(token)", units: units, oracleMark: 2 * token, marketMark: 2 * token + 1,
            terms: CollateralTerms(
              maxLoanToValue: threshold - 0.05, liquidationThreshold: threshold,
              liquidationBonus: numbers.uniform(0.01...0.1), liquidationProtocolFee: 0.1)))
      }
      // Marks start around one another, so this is near 1 / HF.
      let owed = (counted > 0 ? counted : size) / numbers.uniform(0.7...2) / Double(debts.count)
      accounts.append(
        Account(
          id: "a\(accounts.count)", book: book, protocolIndex: numbers.integer(protocols),
          collateral: basket,
          debts: debts.map { token in
            DebtLeg(
              token: "T\(token)", units: owed * numbers.uniform(0.5...1.5), oracleMark: 2 * token,
              marketMark: 2 * token + 1)
          }))
    }

    /// Tokens between 0 and 5, repetitions included.
    mutating func tokens(_ count: ClosedRange<Int>) -> [Int] {
      (0..<numbers.integer(count)).map { _ in numbers.integer(0...tokenCount - 1) }
    }
  }

  /// 299 accounts with one collateral and one debt, of which 290 make three ladders, and 20 with two each.
  static func ladders(
    bookCount: Int, adapters: [any ProtocolAdapter], seed: UInt64
  ) -> PortfolioCase {
    var drawn = Accounts(seed: seed, protocols: 0...0)
    for k in 0..<240 { drawn.add([0], [1], book: k * 7 % bookCount, threshold: 0.8) }
    for _ in 0..<20 { drawn.add([0], [1], book: 0, threshold: 0.7) }
    for _ in 0..<30 { drawn.add([2], [1], book: 1, threshold: 0.8) }
    for _ in 0..<9 { drawn.add([3], [1], book: 1, threshold: 0.8) }
    for _ in 0..<20 { drawn.add([0, 4], [5, 2], book: 2) }
    return PortfolioCase(
      accounts: drawn.accounts, adapters: adapters, seed: seed + 1, bookCount: bookCount)
  }

  /// 20 accounts on the same marks, 30 of any kind, 5 without debt, 3 without collateral, 4 with one
  /// collateral and one debt.
  static func mixed(
    adapters: [any ProtocolAdapter], seed: UInt64
  ) -> PortfolioCase {
    var drawn = Accounts(seed: seed, protocols: 0...adapters.count - 1)
    for _ in 0..<20 { drawn.add([0, 1], [2], book: 0) }
    for _ in 0..<30 {
      let (collateral, debts) = (drawn.tokens(1...3), drawn.tokens(1...2))
      drawn.add(collateral, debts, book: drawn.numbers.integer(0...bookCount - 1))
    }
    for _ in 0..<5 { drawn.add(drawn.tokens(1...2), [], book: 1) }
    for _ in 0..<3 { drawn.add([], drawn.tokens(1...2), book: 2) }
    for _ in 0..<4 { drawn.add([3], [4], book: 2) }
    return PortfolioCase(accounts: drawn.accounts, adapters: adapters, seed: seed ^ 0xff)
  }
}
