public import Market

/// What a market document says of one token, with its columns.
public struct TokenQuote: Sendable {
  /// What the token is; its kind decides what an oracle's cap applies to.
  public let token: Token
  /// USD price at time 0 of what the token is, or of what an LST is redeemed into.
  public let underlyingPrice: Double
  /// State column of ln(S/S₀) of that price; `nil` if it is constant.
  public let priceColumn: Int?
  /// E₀; 1 for tokens without one.
  public let exchangeRate: Double
  /// State column of ln(E/E₀); for a rebasing token that of its units.
  public let exchangeRateColumn: Int?
  /// State column of the log discount; `nil` if the market price is the redemption value.
  public let discountColumn: Int?

  /// A token of exchange rate 1 at its redemption value unless a rate and columns are named.
  public init(
    token: Token, underlyingPrice: Double, priceColumn: Int?, exchangeRate: Double = 1,
    exchangeRateColumn: Int? = nil, discountColumn: Int? = nil
  ) {
    self.token = token
    self.underlyingPrice = underlyingPrice
    self.priceColumn = priceColumn
    self.exchangeRate = exchangeRate
    self.exchangeRateColumn = exchangeRateColumn
    self.discountColumn = discountColumn
  }
}
