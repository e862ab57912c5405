import Diagnostics
import Exits
import Foundation
import Ledger
import Lending
import RandomNumbers
import VectorMath

extension ReferenceCheck {
  private static let cascadeBlocks = 1024

  /// Ten days of loops through the ledger's rounds: marks, accounts and exit as in a run, prices drawn here.
  static let cascadePaths = ReferenceCheck(
    "liquidity/cascade_mc",
    [
      .simulated(
        "prob_liquidated_*", "mean_repaid_*", "mean_equity_loss_*", "mean_bad_debt_*",
        "mean_multiplier_end", "mean_displacement_end")
    ], weight: 4
  ) { reference, figures in
    var run = CascadePaths(try CascadeInputs(reference))
    for block in 0..<cascadeBlocks { run.run(block: block) }
    let paths = cascadeBlocks * PathBlock.pathCount
    for (account, sums) in run.sums.enumerated() {
      for (name, sum) in zip(
        ["prob_liquidated", "mean_repaid", "mean_equity_loss", "mean_bad_debt"], sums)
      {
        figures.add("\(name)_\(account)", simulated: sum / Double(paths), paths: paths)
      }
    }
    figures.add(
      "mean_multiplier_end", simulated: run.multiplier / Double(paths), paths: paths)
    figures.add(
      "mean_displacement_end", simulated: run.displacement / Double(paths), paths: paths)
  }
}

/// A case of the table.
private struct CascadeInputs {
  let accounts: [Account]
  let rules: AaveV3
  let days: Int
  /// Per √day.
  let volatility: Double
  let reserve: Double
  /// `nil` where sales move nothing.
  let memory: ExitMemory?

  init(_ reference: ReferenceCase) throws {
    let year = 365.0
    let terms = CollateralTerms(
      maxLoanToValue: 0, liquidationThreshold: try reference.number("threshold", .fraction),
      liquidationBonus: try reference.number("bonus", .nonNegative),
      liquidationProtocolFee: try reference.number("protocol_fee", .fraction))
    accounts = try reference.lists("accounts").enumerated().map { k, held in
      guard held.count == 2 else { throw UnreadableInput(name: "accounts", text: "\(held)") }
      return Account(
        id: "a\(k)", book: 0, protocolIndex: 0,
        collateral: [
          CollateralLeg(token: "LST", units: held[0], oracleMark: 0, marketMark: 0, terms: terms)
        ], debts: [DebtLeg(token: "ETH", units: held[1], oracleMark: 1, marketMark: 1)])
    }
    rules = try AaveV3(ParameterTable(["version": 2], declared: AaveV3.parameters))
    days = try reference.integer("days", from: 1)
    volatility = try reference.number("volatility", .positive) / year.squareRoot()
    reserve = try reference.number("pool_reserve", .positive)
    let halfLife = try reference.number("half_life_days", .positive) / year
    memory =
      try reference.text("cascades") == "on" ? ExitMemory(share: 1, halfLife: halfLife) : nil
  }
}

/// Loops of one token against ETH, path by path; prices in ETH.
private struct CascadePaths: ~Copyable {
  private let marks = PathBlock(columnCount: 2)
  private let prices = PathBlock(columnCount: 1)
  private let normals: NormalSource
  private let shocks: PathBlock
  private var book: AccountBook
  private var rounds: Rounds
  private let exit: Exit?
  private let days: Int
  private let volatility: Double
  private var outcome = RowOutcome()
  private let initialEquity: [Double]
  /// By account: paths with a liquidation, and sums of what was repaid, of equity loss and of bad debt.
  private(set) var sums: [[Double]]
  private(set) var multiplier = 0.0
  private(set) var displacement = 0.0

  init(_ inputs: CascadeInputs) {
    let accounts = inputs.accounts
    initialEquity = accounts.map { $0.collateral[0].units - $0.debts[0].units }
    days = inputs.days
    volatility = inputs.volatility
    book = AccountBook(
      BookedAccounts(accounts, bookCount: 1, adapters: [inputs.rules]),
      on: MarkView(marks.columns, initial: [1, 1]), stepCount: days)
    exit = inputs.memory.map {
      let pool = ConstantProductVenue(
        reserveIn: inputs.reserve, reserveOut: inputs.reserve, fee: 0)
      return Exit([0], to: pool, memory: [$0])
    }
    rounds = Rounds(
      on: marks.columns, exits: exit.map { [$0] } ?? [], liquidators: Liquidators(flashFee: 0))
    normals = NormalSource(seed: 1, precision: .double)
    shocks = PathBlock(columnCount: normals.columnCount(forDraws: 1))
    sums = accounts.map { _ in [0, 0, 0, 0] }
    marks[1].fill(1)
  }

  mutating func run(block: Int) {
    let paths = PathNumbers(block: block)
    book.restart()
    rounds.restart()
    prices[0].fill(1)
    for step in 0..<days {
      normals.fill(shocks, draws: 1, paths: paths, step: step)
      for path in 0..<PathBlock.pathCount {
        let growth = volatility * shocks[0][path: path] - volatility * volatility / 2
        prices[0][path: path] *= exp(growth)
        marks[0][path: path] = prices[0][path: path]
      }
      rounds.run(step: step, over: 1 / 365, &book)
    }
    for path in 0..<PathBlock.pathCount {
      multiplier += marks[0][path: path] / prices[0][path: path]
      displacement += exit?.displacement(path: path) ?? 0
    }
    add()
  }

  private mutating func add() {
    for row in 0..<book.rowCount {
      for first in stride(from: 0, to: PathBlock.pathCount, by: RowOutcome.pathCount) {
        let paths = first..<first + RowOutcome.pathCount
        var equity = Vector.zero
        for (lane, account) in book.accounts(inRow: row).enumerated() where account >= 0 {
          equity[lane] = initialEquity[account]
        }
        book.outcome(ofRow: row, initialEquity: equity, paths: paths, into: &outcome)
        for (lane, account) in book.accounts(inRow: row).enumerated() where account >= 0 {
          for i in 0..<paths.count {
            let repaid = outcome.liquidated[i][lane]
            sums[account][0] += repaid > 0 ? 1 : 0
            sums[account][1] += repaid
            sums[account][2] += outcome.equityLoss[i][lane]
            sums[account][3] += outcome.badDebt[i][lane]
          }
        }
      }
    }
  }
}
