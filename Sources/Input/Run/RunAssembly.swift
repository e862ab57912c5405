import Diagnostics
import Lending
import Market
import Passes
import Paths
import Processes
import Studies

/// Makes the accounts and marks of a run of checked documents.
struct RunAssembly {
  let numeraire: Numeraire
  let columns: MarketBuilder
  let tokens: MarketTokens
  let rates: ReserveRates
  let protocols: [LendingProtocol]
  let books: [Book]
  let portfolio: Portfolio

  private(set) var accounts: [Account] = []
  private(set) var marks: MarkTable
  /// Symbols that accounts hold or owe, in order of appearance.
  private(set) var usedTokens: [String] = []
  private var quotes: [String: TokenQuote] = [:]
  private var legMarks: [LegKey: LegMarks] = [:]

  private struct LegKey: Hashable {
    let token: String
    let protocolIndex: Int
    let side: Portfolio.Side
  }
  private struct LegMarks {
    let oracle: Int
    let market: Int
  }

  /// - Precondition: The documents have been checked against each other.
  init(
    numeraire: Numeraire, columns: MarketBuilder, tokens: MarketTokens, rates: ReserveRates,
    protocols: [LendingProtocol], books: [Book], portfolio: Portfolio
  ) {
    self.numeraire = numeraire
    self.columns = columns
    self.tokens = tokens
    self.rates = rates
    self.protocols = protocols
    self.books = books
    self.portfolio = portfolio
    marks = MarkTable(
      numeraire: numeraire == .eth ? tokens.quote("ETH", columns: columns) : nil)
    let bookIndex = Dictionary(uniqueKeysWithValues: books.enumerated().map { ($1.name, $0) })
    let protocolIndex = Dictionary(
      uniqueKeysWithValues: protocols.enumerated().map { ($1.name, $0) })
    accounts.reserveCapacity(portfolio.accounts.count)
    for account in portfolio.accounts {
      guard let book = bookIndex[account.book], let rules = protocolIndex[account.protocolName]
      else { preconditionFailure("books and protocols have been checked") }
      accounts.append(self.account(account, book: book, rules: rules))
    }
  }

  private mutating func account(_ account: Portfolio.Account, book: Int, rules: Int) -> Account {
    var collateral: [CollateralLeg] = []
    var debts: [DebtLeg] = []
    for leg in account.legs {
      let marks = marks(of: leg, rules: rules)
      switch leg.side {
      case .collateral:
        guard
          let terms = protocols[rules].terms(
            for: leg.token, eMode: account.eMode, thresholdOverride: leg.threshold)
        else { preconditionFailure("reserves and e-modes have been checked") }
        collateral.append(
          CollateralLeg(
            token: leg.token, units: leg.amount, oracleMark: marks.oracle,
            marketMark: marks.market, terms: terms))
      case .debt:
        debts.append(
          DebtLeg(
            token: leg.token, units: leg.amount, oracleMark: marks.oracle,
            marketMark: marks.market))
      }
    }
    return Account(
      id: account.id, book: book, protocolIndex: rules, collateral: collateral, debts: debts)
  }

  /// The marks of a leg, made when its token is first met on that side of a protocol.
  private mutating func marks(of leg: Portfolio.Leg, rules: Int) -> LegMarks {
    let key = LegKey(token: leg.token, protocolIndex: rules, side: leg.side)
    if let found = legMarks[key] { return found }
    guard let reserve = protocols[rules].reserves[leg.token] else {
      preconditionFailure("reserves have been checked")
    }
    let quote = quote(leg.token)
    if !usedTokens.contains(leg.token) { usedTokens.append(leg.token) }
    let sides = rates.sides(protocol: protocols[rules].name, token: leg.token)
    let accrual =
      leg.side == .debt
      ? rates.accrual(sides.borrow, .logBorrowIndex, columns: columns)
      : rates.accrual(sides.supply, .logSupplyIndex, columns: columns)
    let made = LegMarks(
      oracle: marks.oracle(quote, reserve.oracle, accrual: accrual),
      market: marks.market(quote, accrual: accrual))
    legMarks[key] = made
    return made
  }

  private mutating func quote(_ symbol: String) -> TokenQuote {
    if let found = quotes[symbol] { return found }
    guard let quote = tokens.quote(symbol, columns: columns) else {
      preconditionFailure("prices have been checked")
    }
    quotes[symbol] = quote
    return quote
  }
}

extension RunAssembly {
  /// The series whose quantiles by day the report shows: prices, discounts, exit waits, borrow rates.
  mutating func observedSeries() -> [ObservedSeries] {
    prices() + discounts() + exitWaits() + borrowRates()
  }

  private mutating func prices() -> [ObservedSeries] {
    var series: [ObservedSeries] = []
    if let mark = marks.dollarsPerNumeraireMark {
      series.append(ObservedSeries(name: "ETH price", unit: "USD", source: .mark(mark)))
    }
    for symbol in ["ETH"] + usedTokens.filter({ $0 != "ETH" }) {
      guard let quote = tokens.quote(symbol, columns: columns) else { continue }
      // A wrapper has the price of what it wraps; in ETH the price of ETH is 1.
      let hasPrice = quote.token.underlying == nil
      guard hasPrice, !(symbol == "ETH" && numeraire == .eth) else { continue }
      series.append(
        ObservedSeries(
          name: "\(symbol) price", unit: numeraire.rawValue, source: .mark(marks.market(quote))))
    }
    return series
  }

  private func discounts() -> [ObservedSeries] {
    usedTokens.compactMap { symbol in
      guard let column = tokens.quote(symbol, columns: columns)?.discountColumn else { return nil }
      return ObservedSeries(
        name: "\(symbol) discount", unit: "fraction", source: .discount(column))
    }
  }

  private func exitWaits() -> [ObservedSeries] {
    columns.factors.compactMap { factor in
      guard let column = columns.column(of: .exitWait, factor: factor.name) else { return nil }
      return ObservedSeries(
        name: "\(factor.name) exit wait", unit: "days", source: .state(column))
    }
  }

  /// Borrow rates of the debts, where a factor moves them.
  private func borrowRates() -> [ObservedSeries] {
    var series: [ObservedSeries] = []
    for (rules, lender) in protocols.enumerated() {
      for symbol in usedTokens
      where legMarks[LegKey(token: symbol, protocolIndex: rules, side: .debt)] != nil {
        guard case .factor(let name) = rates.sides(protocol: lender.name, token: symbol).borrow,
          let factor = columns.factors.first(where: { $0.name == name }),
          let k = type(of: factor.process).outputs.firstIndex(where: {
            $0.quantity == .rate && $0.name == "borrowRate"
          })
        else { continue }
        let place = protocols.count > 1 ? " at \(lender.name)" : ""
        series.append(
          ObservedSeries(
            name: "\(symbol) borrow rate\(place)", unit: "per year",
            source: .state(factor.outputs[k])))
      }
    }
    return series
  }
}
