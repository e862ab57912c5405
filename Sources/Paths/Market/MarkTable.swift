public import Lending
public import Market

/// The marks of a run: every formula once, in the order in which they were asked for.
public struct MarkTable: Sendable {
  /// By mark: the index is what `market` and `oracle` return.
  public private(set) var formulas: [MarkFormula] = []
  /// Mark of US dollars per unit of the numeraire; `nil` if the numeraire is the dollar.
  public let dollarsPerNumeraireMark: Int?
  private let numeraire: TokenQuote?
  private var known: [MarkFormula: Int] = [:]

  /// - Parameter numeraire: The quote of ETH if figures are in ETH, `nil` if in US dollars.
  public init(numeraire: TokenQuote?) {
    self.numeraire = numeraire
    if let numeraire {
      let formula = MarkFormula(
        constant: numeraire.underlyingPrice, added: numeraire.priceColumn.map { [$0] } ?? [])
      formulas = [formula]
      known = [formula: 0]
      dollarsPerNumeraireMark = 0
    } else {
      dollarsPerNumeraireMark = nil
    }
  }

  /// The mark of one initial unit at market prices: S × E × exp(−x), with accrual.
  public mutating func market(_ quote: TokenQuote, accrual: Accrual = .constant(0)) -> Int {
    add(
      constant: quote.underlyingPrice * quote.exchangeRate,
      added: [quote.priceColumn, quote.exchangeRateColumn], subtracted: [quote.discountColumn],
      accrual: accrual, cap: nil)
  }

  /// The mark of one initial unit as the lending protocol's oracle believes it.
  ///
  /// A cap applies to tokens with an exchange rate alone: a rebasing token's column is the growth of its units.
  public mutating func oracle(
    _ quote: TokenQuote, _ kind: OracleKind, accrual: Accrual = .constant(0)
  ) -> Int {
    switch kind {
    case .market: return market(quote, accrual: accrual)
    case .exchangeRate:
      return add(
        constant: quote.underlyingPrice * quote.exchangeRate,
        added: [quote.priceColumn, quote.exchangeRateColumn], subtracted: [], accrual: accrual,
        cap: nil)
    case .cappedRate(let cap, let growth):
      guard quote.token.kind == .exchangeRate else {
        return oracle(quote, .exchangeRate, accrual: accrual)
      }
      return add(
        constant: quote.underlyingPrice, added: [quote.priceColumn], subtracted: [],
        accrual: accrual,
        cap: .init(
          column: quote.exchangeRateColumn, initialRate: quote.exchangeRate, cap: cap,
          growth: growth))
    }
  }

  private mutating func add(
    constant: Double, added: [Int?], subtracted: [Int?], accrual: Accrual,
    cap: MarkFormula.RateCap?
  ) -> Int {
    var plus = added.compactMap { $0 }
    var minus = subtracted.compactMap { $0 }
    var drift = 0.0
    switch accrual {
    case .constant(let rate): drift = rate
    case .column(let column): plus.append(column)
    }
    var constant = constant
    if let numeraire {
      constant /= numeraire.underlyingPrice
      if let column = numeraire.priceColumn {
        if let i = plus.firstIndex(of: column) { plus.remove(at: i) } else { minus.append(column) }
      }
    }
    let formula = MarkFormula(
      constant: constant, added: plus, subtracted: minus, drift: drift, cap: cap)
    if let mark = known[formula] { return mark }
    known[formula] = formulas.count
    formulas.append(formula)
    return formulas.count - 1
  }
}
