import Diagnostics
import Documents
import Market

/// A token document: what a token is, whatever it is worth.
enum TokenDocument {
  static let keys = ["symbol", "name", "kind", "underlying", "protocolFee", "source"]

  /// - Returns: `nil` if the document lacks its symbol or its kind, or contradicts itself.
  static func read(_ document: YAMLDocument, errors: inout [InputError]) -> Token? {
    let reader = MappingReader(document)
    reader.checkKeys(keys, errors: &errors)
    let symbol = reader.required(
      "symbol", "wstETH", errors: &errors)?
      .name("a short name such as wstETH", errors: &errors)
    let kind = reader.required(
      "kind", listed(Token.Kind.allCases.map(\.rawValue), "or"), errors: &errors)?
      .choice(Token.Kind.self, errors: &errors)
    _ = reader["name"]?.text(errors: &errors)
    _ = reader["source"]?.text(errors: &errors)
    _ = reader["protocolFee"]?.number(
      in: .fractionBelowOne, hint: "fees are fractions; write 0.10 for 10 %", errors: &errors)
    let underlyingField = reader["underlying"]
    let underlying = underlyingField?.name("the symbol of another token", errors: &errors)
    guard let symbol, let kind else { return nil }
    switch kind {
    case .stable:
      if let underlyingField {
        errors.append(
          underlyingField.refused(
            "a stable token has none", hint: "remove the key; its price is in the market document"))
        return nil
      }
    case .exchangeRate, .rebasing:
      if underlyingField == nil {
        errors.append(
          InputError(
            "the document lacks the key 'underlying'", at: reader.location(of: "kind"),
            hint: "a token of kind \(kind.rawValue) is redeemed into another: write underlying: ETH"
          ))
        return nil
      }
    case .native: break
    }
    if let underlyingField {
      guard let underlying else { return nil }
      if underlying == symbol {
        errors.append(
          underlyingField.refused(
            "it must be another token", hint: "remove the key if the token wraps nothing"))
        return nil
      }
    }
    return Token(
      symbol: symbol, kind: kind, underlying: underlying,
      location: reader["symbol"]?.location ?? reader.location)
  }
}

/// The tokens of a run by symbol.
struct TokenList {
  private(set) var tokens: [String: Token] = [:]
  /// In the order of their documents.
  private(set) var symbols: [String] = []
  /// Whether every document could be read: a symbol that is not listed is unknown then.
  var isComplete = true

  /// No documents: nothing is known of any token.
  static var unknown: TokenList {
    var list = TokenList()
    list.isComplete = false
    return list
  }

  subscript(symbol: String) -> Token? { tokens[symbol] }

  /// Adds a token; a symbol that two documents define is an error.
  mutating func add(_ token: Token, errors: inout [InputError]) {
    if let earlier = tokens[token.symbol] {
      errors.append(
        InputError(
          "the token '\(token.symbol)' is defined twice; its other document is \(earlier.location.file)",
          at: token.location, hint: "remove one of the two documents"))
      return
    }
    tokens[token.symbol] = token
    symbols.append(token.symbol)
  }

  /// Checks that every token that is redeemed into another finds it.
  func checkUnderlyings(errors: inout [InputError]) {
    for symbol in symbols {
      guard let token = tokens[symbol], let name = token.underlying else { continue }
      guard let underlying = tokens[name] else {
        if isComplete {
          errors.append(
            InputError(
              "the token '\(symbol)' is redeemed into the unknown token '\(name)'",
              at: token.location,
              hint: didYouMean(name, among: symbols) ?? "add a document of that token"))
        }
        continue
      }
      if underlying.kind != .native && underlying.kind != .stable
        || underlying.underlying != nil
      {
        errors.append(
          InputError(
            "the token '\(symbol)' is redeemed into '\(name)', which has no price of its own",
            at: token.location, hint: "name the token at the end of the chain, such as ETH"))
      }
    }
  }
}
