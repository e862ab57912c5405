import Diagnostics
import Foundation
import Lending
import Market
import Passes
import Paths
import Studies

/// What cannot be right about tokens and accounts at the valuation date: wrong units show in the values that they
/// lead to.
struct StartSlips {
  var errors: [InputError] = []
  var warnings: [InputError] = []

  /// Distance of an LST's market price from its redemption value that is asked about.
  static let discountLimit = 0.05
  /// US dollars above which an account is asked about: more than all lending protocols hold together.
  static let valueLimit = 1e11
  /// Ether that exists, in round figures, and as messages say it.
  static let etherSupply = (amount: 1.2e8, words: "1.2e8")
  static let healthLimit = 1e6
  /// US dollars of a debt that was left over and forgotten: the chain has many of them.
  static let dustLimit = 1.0
  /// How many times an account may be worth what all others are without a remark.
  static let shareLimit = 1_000.0
  /// US dollars that an account is worth at least, where its unit is guessed.
  static let leastAccount = 100.0

  let plan: RunPlan
  let market: MarketDocument
  let start: InitialValues
  /// US dollars of the numeraire.
  let dollars: Double

  init(_ plan: RunPlan, _ market: MarketDocument, _ start: InitialValues) {
    self.plan = plan
    self.market = market
    self.start = start
    dollars = plan.paths.market.dollarsPerNumeraireMark.map { start.marks[$0] } ?? 1
  }
}

extension StartSlips {
  /// Checks each token that accounts hold or owe once, and each price of a protocol's oracle against the smallest
  /// bonus that its accounts have for it.
  mutating func checkTokens() {
    guard let columns = market.columns else { return }
    var symbols: Set<String> = []
    var pairs: [OraclePair] = []
    var legs: [OraclePair: CollateralLeg] = [:]
    for account in plan.portfolio.accounts {
      for leg in account.collateral {
        if symbols.insert(leg.token).inserted { checkToken(leg.token, leg.marketMark, columns) }
        guard leg.terms.liquidationThreshold > 0 else { continue }
        let pair = OraclePair(
          lender: account.protocolIndex, oracle: leg.oracleMark, market: leg.marketMark)
        if let known = legs[pair] {
          if leg.terms.liquidationBonus < known.terms.liquidationBonus { legs[pair] = leg }
        } else {
          pairs.append(pair)
          legs[pair] = leg
        }
      }
      for leg in account.debts where symbols.insert(leg.token).inserted {
        checkToken(leg.token, leg.marketMark, columns)
      }
    }
    for pair in pairs {
      guard let leg = legs[pair] else { continue }
      checkOracle(leg, plan.portfolio.protocolNames[pair.lender])
    }
  }

  /// A protocol's price of a token beside that of the market, as marks.
  private struct OraclePair: Hashable {
    let lender: Int
    let oracle: Int
    let market: Int
  }

  private mutating func checkToken(_ symbol: String, _ mark: Int, _ columns: MarketBuilder) {
    guard let quote = market.tokens.quote(symbol, columns: columns),
      let place = market.tokens.location(symbol)
    else { return }
    checkRisk(quote, place)
    guard quote.discountColumn != nil, let factor = market.tokens.discountFactor(symbol) else {
      return
    }
    let redemption = quote.underlyingPrice * quote.exchangeRate / dollars
    checkDiscount(-log(start.marks[mark] / redemption), factor)
  }

  /// A log discount at time 0 that a market would not show.
  private mutating func checkDiscount(_ x: Double, _ factor: String) {
    let ratio = exp(-x)
    guard abs(1 - ratio) > Self.discountLimit else { return }
    let place =
      market.factors.discountLocation(factor: factor)
      ?? SourceLocation(file: plan.words.name)
    let message =
      "\(factor) starts at \(NumberWords.short(x, digits: 6)): the token trades \(UsualRange.discount(x)) on the valuation date"
    let meant = UsualRange.logDiscount.slip(behind: x).map { _, meant in
      "; a log discount of \(NumberWords.percent(meant)) is \(NumberWords.short(meant))"
    }
    let full = message + (meant ?? "")
    if ratio < 0.5 || ratio > 2 {
      errors.append(
        InputError(
          full, at: place,
          hint: "an LST is worth between half and twice what it is redeemed for"))
    } else if !market.warnings.contains(where: { $0.location == place }) {
      warnings.append(
        .warning(full, at: place, hint: "x = -ln(market rate / exchange rate)", .likelySlip))
    }
  }

  /// A token whose price nothing moves.
  private mutating func checkRisk(_ quote: TokenQuote, _ place: SourceLocation) {
    let symbol = quote.token.symbol
    switch quote.token.kind {
    case .native:
      let base = quote.token.underlying ?? symbol
      guard quote.priceColumn == nil, !(plan.words.numeraire == .eth && base == "ETH") else {
        return
      }
      warnings.append(
        .warning(
          "tokens.\(base) has no factor: the price of \(symbol) stays as it is on every path",
          at: market.tokens.location(base) ?? place,
          hint: "write factor: and the name of a price factor", .likelySlip))
    case .exchangeRate, .rebasing:
      guard quote.discountColumn == nil else { return }
      warnings.append(
        .warning(
          "tokens.\(symbol) has no discountFactor: it trades at its redemption value on every path",
          at: place, hint: "write discountFactor: and the name of a factor with a log discount",
          .remark))
    // A dollar that stays a dollar is a choice.
    case .stable: break
    }
  }

  /// Liquidators buy at the oracle's price and sell at the market's.
  private mutating func checkOracle(_ leg: CollateralLeg, _ lender: String) {
    let ratio = start.marks[leg.oracleMark] / start.marks[leg.marketMark]
    let bonus = leg.terms.liquidationBonus
    guard let place = market.tokens.location(leg.token) else { return }
    if ratio > 1 + bonus {
      warnings.append(
        .warning(
          "\(lender) values \(leg.token) \(NumberWords.percent(ratio - 1)) above its market price on the valuation date, more than its liquidation bonus, \(NumberWords.percent(bonus))",
          at: place, hint: "no liquidator earns anything: check the discount and the oracle",
          .likelySlip))
    } else if ratio < 1 - Self.discountLimit {
      warnings.append(
        .warning(
          "\(lender) values \(leg.token) \(NumberWords.percent(1 - ratio)) below its market price on the valuation date",
          at: place, hint: "check the cap of its oracle against the exchange rate", .likelySlip))
    }
  }
}
