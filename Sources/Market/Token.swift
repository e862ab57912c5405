public import Diagnostics

/// A token as its contracts define it; prices and processes come from the market document.
public struct Token: Sendable, Hashable {
  /// How holders receive staking rewards, or what the token stands for.
  public enum Kind: String, Sendable, CaseIterable {
    /// ETH itself or its one-to-one wrapper; any asset with a price of its own.
    case native
    /// A claim on one unit of the numeraire currency.
    case stable
    /// An LST whose rewards raise the exchange rate E (wstETH, rETH, weETH).
    case exchangeRate = "exchange-rate"
    /// An LST with E = 1 whose rewards raise the holder's units (stETH).
    case rebasing
  }

  /// Word that documents and tables know it by.
  public let symbol: String
  /// How rewards reach its holders.
  public let kind: Kind
  /// What an LST is redeemed into; `nil` for native and stable tokens.
  public let underlying: String?
  /// Where its document is, for messages.
  public let location: SourceLocation

  /// That kind and underlying go together is checked where the token's document is read.
  public init(symbol: String, kind: Kind, underlying: String?, location: SourceLocation) {
    self.symbol = symbol
    self.kind = kind
    self.underlying = underlying
    self.location = location
  }
}
