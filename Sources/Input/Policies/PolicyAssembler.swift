import Calibration
import Collateral
import Diagnostics
import Documents
import Foundation
import Market
import Policies
import Processes
import Simulation
import Tables

/// Decides every policy of a run document with what is known on its valuation date.
struct PolicyAssembler {
  private let document: PolicyDocument
  private let plan: RunPlan
  private let marks: [Double]
  private let market: MarketDocument
  private let columns: MarketBuilder
  /// Closes that are known by price factor, and the date of the first.
  private var closes: [String: (first: CalendarDate, values: [Double])] = [:]
  private let date: CalendarDate

  init(
    _ document: PolicyDocument, plan: RunPlan, market: MarketDocument, columns: MarketBuilder,
    date: CalendarDate
  ) {
    self.document = document
    self.plan = plan
    self.market = market
    self.columns = columns
    self.date = date
    marks = InitialMarks.values(of: plan)
  }

  /// The last day whose close is known: the valuation date, or an earlier one that the document states.
  private var lastClose: CalendarDate { document.lastClose?.date ?? date }

  /// Takes one history up to the last close that is known.
  mutating func add(
    _ history: PolicyDocument.History, contents: [UInt8], file: String,
    errors: inout [InputError], warnings: inout [InputError]
  ) {
    guard columns.column(of: .logPrice, factor: history.factor) != nil else {
      errors.append(
        InputError(
          "\(history.field.path) is no price factor of the market document",
          at: history.field.location,
          hint: didYouMean(history.factor, among: priceFactors)
            ?? "write the factor that the token names"))
      return
    }
    do {
      let daily = try DailyHistory(
        contents: contents, file: file, dateColumn: history.dateColumn,
        valueColumn: history.column, timing: history.timing, upTo: lastClose)
      guard let values = daily.values(upTo: lastClose), values.count > 365 else {
        errors.append(
          InputError(
            "\(history.field.path) has no year of closes up to \(lastClose)",
            at: history.field.location, hint: "name a file that begins earlier and reaches it"))
        return
      }
      closes[history.factor] = (daily.firstDate, Array(values))
      warnings += daily.warnings + daily.moves
      if let last = values.last { checkPrice(last, history, &warnings) }
    } catch {
      errors += error.errors
    }
  }

  /// Policies that are to decide in the past would know prices of the market document's date.
  var lookingAhead: [InputError] {
    guard let (day, field) = document.lastClose, day.days(to: date) > 1 else { return [] }
    return [
      .warning(
        "\(field.path) is \(day): closes end there, but prices, deviations, exit waits and terms are those of \(date)",
        at: field.location, hint: "use documents of \(day) and that valuation date", .substitution)
    ]
  }

  /// The last close is the price that the market document starts from, but for the days between.
  private func checkPrice(
    _ close: Double, _ history: PolicyDocument.History, _ warnings: inout [InputError]
  ) {
    guard
      let price = market.tokens.factorPrices[history.factor],
      let warning = LastClose(price: price, priceDate: date, closeDate: lastClose).warning(
        close, history.field)
    else { return }
    warnings.append(warning)
  }

  private var priceFactors: [String] {
    columns.factors.map(\.name).filter { columns.column(of: .logPrice, factor: $0) != nil }
  }

  /// A moment at which policies decide.
  private struct State {
    /// Closes that are known then; all of them where it is `nil`.
    let day: CalendarDate?
    /// Standard deviations by which discounts are above today's.
    var discountShift = 0.0
    let exitWait: Double
  }

  /// The plan of the benchmark.
  ///
  /// - Returns: `nil` after an error.
  func policyPlan(errors: inout [InputError]) -> PolicyPlan? {
    let before = errors.count
    let now = State(day: nil, exitWait: document.exitWait.now)
    checkNames(errors: &errors)
    if let (day, field) = document.lastClose, day > date {
      errors.append(
        field.refused(
          "it is after the valuation date, \(date); a policy sees nothing that comes after it",
          hint: "write the valuation date or the day before"))
    }
    guard let facts = facts(now, errors: &errors), errors.count == before else { return nil }
    let days = volatilityDays()
    let states = days.map { days in
      (
        calm: State(day: days.calm, exitWait: document.exitWait.now),
        stressed: State(
          day: days.stressed, discountShift: 1.645, exitWait: document.exitWait.stressed)
      )
    }
    let calm = states.flatMap { self.facts($0.calm, errors: &errors) }
    let stressed = states.flatMap { self.facts($0.stressed, errors: &errors) }
    var candidates: [PolicyCandidate] = []
    for candidate in document.candidates {
      guard let decision = decision(candidate, facts, errors: &errors) else { continue }
      let other = [calm, stressed].map { state in
        state.flatMap { self.decision(candidate, $0, errors: &errors) }.map(Self.haircut)
      }
      candidates.append(
        PolicyCandidate(
          name: candidate.name, policy: type(of: candidate.policy).name,
          accounts: decision.accounts, terms: Self.pairs(decision), calmHaircut: other[0],
          stressedHaircut: other[1]))
    }
    guard errors.count == before else { return nil }
    return PolicyPlan(
      candidates: candidates, benchmark: document.benchmark,
      level: document.level ?? plan.attributionLevel, reaction: document.reaction.words,
      states: days.map { ("\($0.calm)", "\($0.stressed)") }, budget: document.budget)
  }

  private func decision(
    _ candidate: PolicyDocument.Candidate, _ facts: DecisionFacts, errors: inout [InputError]
  ) -> PolicyDecision? {
    do {
      return try PolicyDecision(
        candidate.policy, name: candidate.name, accounts: plan.portfolio.accounts, facts: facts,
        reaction: document.reaction)
    } catch {
      errors.append(
        InputError(
          error.description, at: candidate.location, hint: "change the parameters of the policy"))
      return nil
    }
  }

  /// Mean haircut by collateral value.
  private static func haircut(_ decision: PolicyDecision) -> Double {
    let value = decision.legs.reduce(0) { $0 + $1.value }
    return decision.legs.reduce(0) { $0 + $1.value * $1.terms.haircut } / max(value, 1e-300)
  }

  private static func pairs(_ decision: PolicyDecision) -> [PairTerms] {
    var order: [[String]] = []
    var sums: [[String]: (value: Double, haircut: Double, threshold: Double, bonus: Double)] = [:]
    for leg in decision.legs {
      let key = [leg.collateral, leg.debt]
      if sums[key] == nil { order.append(key) }
      var sum = sums[key] ?? (0, 0, 0, 0)
      sum.value += leg.value
      sum.haircut += leg.value * leg.terms.haircut
      sum.threshold += leg.value * leg.terms.liquidationThreshold
      sum.bonus += leg.value * leg.terms.liquidationBonus
      sums[key] = sum
    }
    return order.compactMap { key in
      guard let sum = sums[key], sum.value > 0 else { return nil }
      return PairTerms(
        collateral: key[0], debt: key[1], value: sum.value, haircut: sum.haircut / sum.value,
        liquidationThreshold: sum.threshold / sum.value, liquidationBonus: sum.bonus / sum.value)
    }
  }
}

extension PolicyAssembler {
  /// Names of tokens and accounts in the document that the run does not have.
  private func checkNames(errors: inout [InputError]) {
    let tokens = Set(usedTokens)
    for name in document.depths.keys.sorted() where !tokens.contains(name) {
      errors.append(unknown("policies.liquidity", name, "token of the portfolio", usedTokens))
    }
    let accounts = plan.portfolio.accounts.map(\.id)
    let known = Set(accounts)
    for name in document.scores.keys.sorted() where !known.contains(name) {
      errors.append(unknown("policies.records", name, "account of the portfolio", accounts))
    }
  }

  private func unknown(
    _ path: String, _ name: String, _ what: String, _ names: [String]
  ) -> InputError {
    InputError(
      "\(path) has the key \(shown(name)), which is no \(what)", at: document.location,
      hint: didYouMean(name, among: names) ?? "remove it")
  }

  private var usedTokens: [String] {
    var symbols: [String] = []
    for account in plan.portfolio.accounts {
      for symbol in account.collateral.map(\.token) + account.debts.map(\.token)
      where !symbols.contains(symbol) {
        symbols.append(symbol)
      }
    }
    return symbols
  }

  private func facts(_ state: State, errors: inout [InputError]) -> DecisionFacts? {
    let before = errors.count
    let tokens = usedTokens.compactMap { token($0, state, errors: &errors) }
    var pairs: Set<[String]> = []
    for account in plan.portfolio.accounts {
      for leg in account.collateral {
        pairs.insert([leg.token, TokenFacts.dollar.symbol])
        for debt in account.debts { pairs.insert([leg.token, debt.token]) }
      }
    }
    guard errors.count == before else { return nil }
    return DecisionFacts(marks: marks, tokens: tokens, pairs: pairs, scores: document.scores)
  }

  private func token(
    _ symbol: String, _ state: State, errors: inout [InputError]
  ) -> TokenFacts? {
    guard let quote = market.tokens.quote(symbol, columns: columns) else { return nil }
    let isStable = quote.token.kind == .stable
    let isStaked = quote.token.kind == .exchangeRate || quote.token.kind == .rebasing
    let follows = isStable ? nil : quote.priceColumn.flatMap { factor(of: $0) }
    var returns: [Double] = []
    if let follows {
      guard let history = closes[follows] else {
        errors.append(
          InputError(
            "policies.history lacks the closes of '\(follows)', which \(symbol) follows",
            at: document.location,
            hint: "write \(follows): {file: closes.csv, column: close_usd} under history"))
        return nil
      }
      let count = state.day.map { history.first.days(to: $0) + 1 } ?? history.values.count
      let values = history.values.prefix(max(0, count))
      returns = zip(values.dropFirst(), values).map { log($0 / $1) }
    }
    let deviation = (isStable ? quote.priceColumn : quote.discountColumn).flatMap(deviation)
    let discount = isStable ? 0 : deviation.map { moved($0, by: state.discountShift) } ?? 0
    return TokenFacts(
      symbol: symbol, follows: follows, isStaked: isStaked, returns: returns,
      deviation: deviation, logDiscount: discount, exitWait: isStaked ? state.exitWait : 0,
      depth: document.depths[symbol])
  }

  /// The log discount so many stationary standard deviations above today's.
  private func moved(_ deviation: TokenFacts.Deviation, by shift: Double) -> Double {
    deviation.now + (shift == 0 ? 0 : shift * deviation.standardDeviation(days: 365))
  }

  private func factor(of column: Int) -> String? {
    columns.factors.first { $0.outputs.contains(column) }?.name
  }

  private func deviation(_ column: Int) -> TokenFacts.Deviation? {
    guard let factor = columns.factors.first(where: { $0.outputs.contains(column) }),
      let process = factor.process as? any AnalyticMoments,
      let output = factor.outputs.firstIndex(of: column)
    else { return nil }
    return TokenFacts.Deviation(process: process, output: output, stepDays: plan.grid.stepDays)
  }

  /// The days on which the exponentially weighted volatility (decay 0.94) of the first history stood at
  /// its quantiles of 5 % and 95 %, after a year.
  private func volatilityDays() -> (calm: CalendarDate, stressed: CalendarDate)? {
    guard let factor = document.histories.first?.factor, let history = closes[factor] else {
      return nil
    }
    let returns = zip(history.values.dropFirst(), history.values).map { log($0 / $1) }
    guard let first = returns.first else { return nil }
    let variances = EwmaVolatility(decay: 0.94).variances(of: returns, initial: first * first)
    let ranked = variances.indices.dropFirst(365)
      .sorted { (variances[$0], $0) < (variances[$1], $1) }
    guard ranked.count >= 20 else { return nil }
    func day(_ share: Double) -> CalendarDate {
      // Return k ends on close k + 1.
      history.first.adding(days: ranked[Int(share * Double(ranked.count - 1))] + 1)
    }
    return (day(0.05), day(0.95))
  }
}

extension BorrowerReaction {
  /// For reports.
  var words: String {
    switch self {
    case .sameShare:
      "every account keeps its collateral and borrows the same share of what it may borrow as today"
    case .fixedDebt: "every account keeps its collateral and its debt"
    case .healthFactor(let target):
      "every account keeps its collateral and borrows up to a health factor of \(brief(target))"
    }
  }
}
