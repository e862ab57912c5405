import Calibration
import Diagnostics
import Documents
import Foundation
import Lending
import Market
import Paths
import Policies
import Processes
import Studies
import Tables

/// Decides every policy of a run document with what is known on its valuation date.
struct PolicyAssembler {
  private let document: PolicyDocument
  private let plan: RunPlan
  private let marks: [Double]
  private let market: MarketDocument
  private let columns: MarketBuilder
  /// Closes that are known by price factor.
  private var closes: [String: CloseHistory] = [:]
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
    marks = plan.paths.market.initialMarks
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
      guard let values = daily.values(upTo: lastClose), values.count > CloseHistory.year else {
        errors.append(
          InputError(
            "\(history.field.path) has no year of closes up to \(lastClose)",
            at: history.field.location, hint: "name a file that begins earlier and reaches it"))
        return
      }
      closes[history.factor] = CloseHistory(first: daily.firstDate, values: Array(values))
      warnings += daily.warnings + daily.moves
      if let warning = startPrices(history.factor).warning(daily, upTo: lastClose, history.field) {
        warnings.append(warning)
      }
    } catch {
      errors += error.errors
    }
  }

  /// Exit markets that are small against what the portfolio would sell into them.
  var smallDepths: [InputError] {
    var held: [String: Double] = [:]
    for leg in plan.portfolio.accounts.flatMap(\.collateral) {
      held[leg.token, default: 0] += leg.units * marks[leg.marketMark]
    }
    return document.depths.sorted { $0.key < $1.key }.compactMap { token, depth in
      guard let value = held[token], depth < Self.smallDepth * value else { return nil }
      return .warning(
        "policies.liquidity.\(token) is \(NumberWords.plain(depth)) \(plan.words.numeraire.rawValue), \(NumberWords.percent(depth / value, digits: 2)) of the portfolio's \(token)",
        at: document.location, hint: "reserves are amounts of the numeraire, not of the token",
        .remark)
    }
  }

  /// Share of the portfolio's holding below which a reserve is remarked upon.
  private static let smallDepth = 0.05

  /// Policies that are to decide in the past would know prices of the market document's date.
  var lookingAhead: [InputError] {
    guard let (day, field) = document.lastClose, day.days(to: date) > 1 else { return [] }
    return [
      .warning(
        "\(field.path) is \(day): closes end there, but prices, deviations, exit waits and terms are those of \(date)",
        at: field.location, hint: "use documents of \(day) and that valuation date", .substitution)
    ]
  }

  private func startPrices(_ factor: String) -> LastClose {
    LastClose(
      prices: market.tokens.factorPrices[factor] ?? [], priceDate: market.asOf?.date ?? date)
  }

  private var priceFactors: [String] {
    columns.factors.map(\.name).filter { columns.column(of: .logPrice, factor: $0) != nil }
  }

  /// The plan of the benchmark.
  ///
  /// - Returns: `nil` after an error.
  func policyPlan(errors: inout [InputError]) -> PolicyPlan? {
    let before = errors.count
    checkNames(errors: &errors)
    if let (day, field) = document.lastClose, day > date {
      errors.append(
        field.refused(
          "it is after the valuation date, \(date); a policy sees nothing that comes after it",
          hint: "write the valuation date or the day before"))
    }
    let wait = document.exitWait
    guard let facts = facts(.today(exitWait: wait.now), errors: &errors), errors.count == before
    else { return nil }
    let days = document.histories.first.flatMap { closes[$0.factor]?.volatilityDays() }
    let calm = days.flatMap {
      self.facts(.calm(on: $0.calm, exitWait: wait.now), errors: &errors)
    }
    let stressed = days.flatMap {
      self.facts(.stressed(on: $0.stressed, exitWait: wait.stressed), errors: &errors)
    }
    var candidates: [PolicyCandidate] = []
    for candidate in document.candidates {
      guard let decision = decision(candidate, facts, errors: &errors) else { continue }
      let other = [calm, stressed].map { state in
        state.flatMap { self.decision(candidate, $0, errors: &errors) }?.meanHaircut
      }
      candidates.append(
        PolicyCandidate(
          name: candidate.name, policy: type(of: candidate.policy).name,
          accounts: decision.accounts, terms: decision.pairs.map(PairTerms.init),
          calmHaircut: other[0], stressedHaircut: other[1]))
    }
    guard errors.count == before else { return nil }
    return PolicyPlan(
      candidates: candidates, benchmark: document.benchmark,
      level: document.level ?? plan.measurement.attributionLevel, reaction: document.reaction.words,
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

  private func facts(_ state: DecisionState, errors: inout [InputError]) -> DecisionFacts? {
    let before = errors.count
    let tokens = usedTokens.compactMap { token($0, state, errors: &errors) }
    guard errors.count == before else { return nil }
    return DecisionFacts(
      marks: marks, tokens: tokens, pairs: DecisionFacts.pairs(of: plan.portfolio.accounts),
      scores: document.scores)
  }

  private func token(
    _ symbol: String, _ state: DecisionState, errors: inout [InputError]
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
      returns = history.returns(upTo: state.day)
    }
    let deviation = (isStable ? quote.priceColumn : quote.discountColumn).flatMap(deviation)
    let discount = isStable ? 0 : deviation.map(state.logDiscount) ?? 0
    return TokenFacts(
      symbol: symbol, follows: follows, isStaked: isStaked, returns: returns,
      deviation: deviation, logDiscount: discount, exitWait: isStaked ? state.exitWait : 0,
      depth: document.depths[symbol])
  }

  private func factor(of column: Int) -> String? {
    columns.factors.first { $0.outputs.contains(column) }?.name
  }

  private func deviation(_ column: Int) -> TokenFacts.Deviation? {
    guard let factor = columns.factors.first(where: { $0.outputs.contains(column) }),
      let process = factor.process as? any AnalyticMoments,
      let output = factor.outputs.firstIndex(of: column)
    else { return nil }
    return TokenFacts.Deviation(
      process: process, output: output, stepDays: plan.paths.grid.stepDays)
  }
}

extension PairTerms {
  init(_ pair: PairAverage) {
    self.init(
      collateral: pair.collateral, debt: pair.debt, value: pair.value, haircut: pair.haircut,
      liquidationThreshold: pair.liquidationThreshold, liquidationBonus: pair.liquidationBonus)
  }
}
