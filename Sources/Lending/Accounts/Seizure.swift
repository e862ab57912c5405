/// What the liquidation calls of one moment took from the legs of a position, in units of their tokens.
///
/// Every leg carries its part as `taken`, so that an adapter that writes it allocates nothing. It is what was
/// taken since the leg was made.
public enum Seizure {
  /// What was taken of a collateral leg.
  public struct Collateral: Sendable, Hashable {
    /// Units that left the account, not negative.
    public var units = 0.0
    /// Units of them that the protocol keeps: its share of the bonus. The others are the liquidator's to sell.
    public var protocolFee = 0.0

    /// Nothing.
    @inlinable
    public init() {}

    /// Units that a liquidator sells, for its own account or, where whole accounts are closed, for the borrower's.
    @inlinable
    public var sold: Double { units - protocolFee }
  }

  /// What became of a debt.
  public struct Debt: Sendable, Hashable {
    /// Units that liquidators repaid, not negative.
    public var repaid = 0.0
    /// Units that the protocol has burned to a deficit, not negative.
    public var burned = 0.0

    /// Nothing.
    @inlinable
    public init() {}
  }
}
