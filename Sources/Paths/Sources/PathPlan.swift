public import Market
public import RandomNumbers

/// Everything that fixes the paths of a run: a path is a function of this and of its number.
public struct PathPlan: Sendable {
  /// Factors, their dependence and the marks that a portfolio reads.
  public var market: MarketPlan
  /// Steps from the valuation date to the horizon.
  public var grid: TimeGrid
  /// Number of paths, at least 1.
  public var count: Int
  /// Key of the generator.
  public var seed: UInt64
  /// Bits behind every normal.
  public var precision: NormalSource.Precision
  /// How the steps are looked into; `nil` where only their ends are looked at.
  public var intraday: IntradayPlan?

  /// - Precondition: At least one path.
  public init(
    market: MarketPlan, grid: TimeGrid, count: Int, seed: UInt64, precision: NormalSource.Precision,
    intraday: IntradayPlan? = nil
  ) {
    precondition(count >= 1, "a run has paths")
    self.market = market
    self.grid = grid
    self.count = count
    self.seed = seed
    self.precision = precision
    self.intraday = intraday
  }
}
