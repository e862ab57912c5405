import Diagnostics
import Documents
import Market
import Paths
import Processes

/// What a market document says of its tokens: prices, exchange rates and the factors that move them.
struct MarketTokens {
  /// One token's entry, checked against the kind of the token.
  struct Entry {
    let token: Token
    let reader: MappingReader
    var location: SourceLocation { reader.location }
    /// USD at time 0, of tokens with a price of their own.
    var price: Double?
    var exchangeRate = 1.0
    var priceFactor: String?
    var exchangeRateFactor: String?
    var discountFactor: String?
  }

  private var entries: [String: Entry] = [:]
  /// All symbols, with those whose entry has mistakes.
  private(set) var symbols: [String] = []
  private var locations: [String: SourceLocation] = [:]

  init() {}

  init(
    _ list: MappingReader, tokens: TokenList, factors: FactorList, errors: inout [InputError],
    warnings: inout [InputError]
  ) {
    for (symbol, place, field) in list.fields {
      symbols.append(symbol)
      locations[symbol] = place
      guard let token = tokens[symbol] else {
        if tokens.isComplete {
          errors.append(
            InputError(
              "tokens has the unknown token \(shown(symbol))", at: place,
              hint: didYouMean(symbol, among: tokens.symbols) ?? "add a document of that token"))
        } else {
          Self.checkWithoutKind(field, factors: factors, errors: &errors)
        }
        continue
      }
      guard
        let reader = field.openMapping(
          hint: "write {} for a token without own numbers", errors: &errors)
      else { continue }
      entries[symbol] = Self.entry(token, reader.at(place), factors: factors, errors: &errors)
    }
    for symbol in symbols {
      guard let entry = entries[symbol], let name = entry.token.underlying else { continue }
      if !symbols.contains(name) {
        errors.append(
          InputError(
            "tokens.\(symbol) needs the price of '\(name)', which it is redeemed into",
            at: entry.location, hint: "write \(name): {price: …} under tokens"))
      }
    }
    warnings += unusual + pegged(factors)
  }

  /// Tokens of kind native that a peg moves: their price would stay where it is.
  private func pegged(_ factors: FactorList) -> [InputError] {
    symbols.compactMap { symbol in
      guard let entry = entries[symbol], entry.token.kind == .native,
        let factor = entry.priceFactor, factors.isPegged(factor), let field = entry.reader["factor"]
      else { return nil }
      return .warning(
        "\(field.path) is \(shown(factor)), a price that returns to par, but \(symbol) is a token of kind native",
        at: field.location,
        hint: "name the factor of its price; a stablecoin has kind: stable in its token document",
        .likelySlip)
    }
  }

  /// Factors that tokens name.
  var factors: Set<String> {
    Set(
      entries.values.flatMap {
        [$0.priceFactor, $0.exchangeRateFactor, $0.discountFactor].compactMap { $0 }
      })
  }

  /// Factors that move prices which are tied to no other: not those of stablecoins.
  var freePriceFactors: Set<String> {
    Set(entries.values.filter { $0.token.kind == .native }.compactMap(\.priceFactor))
  }

  /// Factor of a token's log discount.
  func discountFactor(_ symbol: String) -> String? { entries[symbol]?.discountFactor }

  /// Where a token's entry stands.
  func location(_ symbol: String) -> SourceLocation? { locations[symbol] }

  /// Prices and exchange rates that are allowed and unusual.
  private var unusual: [InputError] {
    let ether = entries["ETH"]?.price
    return symbols.compactMap { symbol in
      guard let entry = entries[symbol] else { return nil }
      if let field = entry.reader["exchangeRate"], entry.token.kind == .exchangeRate {
        let base = entry.token.underlying.flatMap { entries[$0]?.price }
        return UsualRange.exchangeRate(underlyingPrice: base)
          .warning(of: entry.exchangeRate, field.path, at: field.location)
      }
      guard let price = entry.price, let field = entry.reader["price"] else { return nil }
      switch entry.token.kind {
      case .stable: return offPar(price, field, ether)
      default:
        let usual = symbol == "ETH" ? UsualRange.etherPrice : .tokenPrice
        return usual.warning(of: price, field.path, at: field.location)
      }
    }
  }

  private func offPar(_ price: Double, _ field: YAMLField, _ ether: Double?) -> InputError? {
    let usual = UsualRange.stablePrice(etherPrice: ether)
    if usual.slip(behind: price) != nil || usual.contains(price) {
      return usual.warning(of: price, field.path, at: field.location)
    }
    let side = price < 1 ? "below" : "above"
    return .warning(
      "\(field.path) is \(NumberWords.plain(price)): a stablecoin \(NumberWords.percent((price - 1).magnitude)) \(side) par on the valuation date",
      at: field.location, hint: "prices are in US dollars per token", .likelySlip)
  }

  /// USD per token.
  static let priceRange = NumberRange(from: 0, to: 1e12, includesLower: false)
  /// Underlying per token.
  static let exchangeRateRange = NumberRange(from: 0, to: 1e9, includesLower: false)

  private static let allKeys = [
    "price", "factor", "exchangeRate", "exchangeRateFactor", "discountFactor",
  ]

  /// Checks what holds for a token of any kind, where its own document is not known.
  private static func checkWithoutKind(
    _ field: YAMLField, factors: FactorList, errors: inout [InputError]
  ) {
    guard let reader = field.mapping(known: allKeys, errors: &errors) else { return }
    _ = reader["price"]?.number(in: priceRange, hint: "US dollars per token", errors: &errors)
    _ = reader["exchangeRate"]?.number(
      in: exchangeRateRange, hint: "underlying per token", errors: &errors)
    let factorKeys: [(String, Quantity)] = [
      ("factor", .logPrice), ("exchangeRateFactor", .logExchangeRate),
      ("discountFactor", .logDiscount),
    ]
    for (key, quantity) in factorKeys {
      if let factor = reader[key] { _ = factors.check(factor, has: quantity, errors: &errors) }
    }
  }

  private static func entry(
    _ token: Token, _ reader: MappingReader, factors: FactorList, errors: inout [InputError]
  ) -> Entry? {
    let before = errors.count
    let known: [String]
    switch (token.kind, token.underlying) {
    case (.native, nil), (.stable, _): known = ["price", "factor"]
    case (.native, _): known = []
    case (.exchangeRate, _): known = ["exchangeRate", "exchangeRateFactor", "discountFactor"]
    case (.rebasing, _): known = ["exchangeRateFactor", "discountFactor"]
    }
    checkKeys(reader, known, token, errors: &errors)
    var entry = Entry(token: token, reader: reader)
    func factor(_ key: String, _ quantity: Quantity) -> String? {
      guard known.contains(key), let field = reader[key] else { return nil }
      return factors.check(field, has: quantity, errors: &errors)
    }
    if known.contains("price") {
      // What has no entry of its own is probably a wrapper whose token document lacks its underlying.
      let wrapped = token.kind == .native && reader.entries.isEmpty
      let wanted = wrapped ? "3000; of a wrapper write underlying: in its token document" : "3000"
      entry.price = reader.required("price", wanted, errors: &errors)?.allowedNumber(
        in: priceRange,
        usual: token.kind == .stable ? .stablePrice(etherPrice: nil) : .etherPrice,
        hint: "US dollars per token", errors: &errors)
    }
    if known.contains("exchangeRate") {
      entry.exchangeRate =
        reader.required("exchangeRate", "1.19", errors: &errors)?.allowedNumber(
          in: exchangeRateRange, usual: .exchangeRate,
          hint: "\(token.underlying ?? "") per token", errors: &errors) ?? 1
    }
    entry.priceFactor = factor("factor", .logPrice)
    entry.exchangeRateFactor = factor("exchangeRateFactor", .logExchangeRate)
    entry.discountFactor = factor("discountFactor", .logDiscount)
    return errors.count == before ? entry : nil
  }

  /// Unknown keys, with the reason where a key belongs to another kind of token.
  private static func checkKeys(
    _ reader: MappingReader, _ known: [String], _ token: Token, errors: inout [InputError]
  ) {
    for (key, place, _) in reader.fields where !known.contains(key) {
      let belongsElsewhere = allKeys.contains(key)
      let kind =
        token.kind == .native && token.underlying != nil
        ? "a wrapper of \(token.underlying ?? "")" : "a token of kind \(token.kind.rawValue)"
      let hint =
        known.isEmpty
        ? "it takes everything from its underlying; write {}"
        : "its keys are \(listed(known, "and"))"
      errors.append(
        InputError(
          belongsElsewhere
            ? "\(reader.path) has the key '\(key)', which \(kind) does not take"
            : "\(reader.path) has the unknown key \(shown(key))",
          at: place, hint: belongsElsewhere ? hint : didYouMean(key, among: known) ?? hint))
    }
  }

  /// US dollars at time 0 of every token that a price factor moves.
  var factorPrices: [String: [Double]] {
    let pairs = symbols.compactMap { entries[$0] }.compactMap { entry in
      entry.priceFactor.flatMap { factor in entry.price.map { (factor, [$0]) } }
    }
    return Dictionary(pairs, uniquingKeysWith: +)
  }

  /// The quote of a token with its columns.
  ///
  /// - Returns: `nil` if its entry, or that of its underlying, is missing or wrong.
  func quote(_ symbol: String, columns: MarketBuilder) -> TokenQuote? {
    guard let entry = entries[symbol] else { return nil }
    let base: Entry
    if let underlying = entry.token.underlying {
      guard let found = entries[underlying] else { return nil }
      base = found
    } else {
      base = entry
    }
    guard let price = base.price else { return nil }
    func column(_ quantity: Quantity, _ factor: String?) -> Int? {
      factor.flatMap { columns.column(of: quantity, factor: $0) }
    }
    return TokenQuote(
      token: entry.token, underlyingPrice: price,
      priceColumn: column(.logPrice, base.priceFactor), exchangeRate: entry.exchangeRate,
      exchangeRateColumn: column(.logExchangeRate, entry.exchangeRateFactor),
      discountColumn: column(.logDiscount, entry.discountFactor))
  }
}
