/// The value of one initial unit of a token on every path, as a formula over factor columns.
///
///     mark(t) = constant × exp(Σ added − Σ subtracted + drift × t)
///     capped:   exp(min(ln E₀ + added[capped], ln(cap + capGrowth × t))) in place of E₀ exp(added[capped])
///
/// The unit is that of time 0: interest and rebasing are in the formula, so that an account's
/// units change through liquidations only.
public struct MarkFormula: Sendable, Hashable {
  /// A limit on the exchange rate that an oracle believes (Aave's CAPO: linear in time).
  public struct RateCap: Sendable, Hashable {
    /// State column of ln(E/E₀); `nil` if the exchange rate is constant.
    public let column: Int?
    /// E₀, base asset per token.
    public let initialRate: Double
    /// The cap at time 0, base asset per token.
    public let cap: Double
    /// Growth of the cap, base asset per token and year.
    public let growth: Double

    /// A cap with all its figures; none is checked.
    public init(column: Int?, initialRate: Double, cap: Double, growth: Double) {
      self.column = column
      self.initialRate = initialRate
      self.cap = cap
      self.growth = growth
    }
  }

  /// Value at time 0 in the numeraire when every column is 0; without E₀ if `cap` is set.
  public let constant: Double
  /// State columns whose sum is added in the exponent.
  public let added: [Int]
  /// State columns whose sum is subtracted in the exponent.
  public let subtracted: [Int]
  /// Deterministic growth, continuously compounded per year.
  public let drift: Double
  /// What the exchange rate is held below; `nil` where the oracle believes any.
  public let cap: RateCap?

  /// A mark of constant value unless columns or drift are named.
  public init(
    constant: Double, added: [Int] = [], subtracted: [Int] = [], drift: Double = 0,
    cap: RateCap? = nil
  ) {
    self.constant = constant
    self.added = added
    self.subtracted = subtracted
    self.drift = drift
    self.cap = cap
  }
}
