/// One account on one path at one moment: what it holds, what it owes, at which prices.
///
/// Prices are values of one initial unit in the numeraire. The flows record what liquidations did to
/// each leg, in the numeraire at the market prices of their moment, so that losses can be attributed.
public struct Position: Sendable {
  /// One collateral leg with its prices and what liquidations did to it.
  public struct Collateral: Sendable {
    /// What the protocol counts it for.
    public var terms: CollateralTerms
    /// Units at time 0 that are left, not negative.
    public var units: Double
    /// Value of one initial unit to the oracle, in the numeraire.
    public var oraclePrice: Double
    /// Value of one initial unit in the market, in the numeraire.
    public var marketPrice: Double
    /// Market value of the debt that sales of this leg have cancelled.
    public var cancelled = 0.0
    /// Cash that sales of this leg left to the borrower.
    public var cash = 0.0
    /// Units that the liquidations of the moment at hand have taken.
    public var taken = Seizure.Collateral()

    /// A leg that nothing has been taken of.
    @inlinable
    public init(terms: CollateralTerms, units: Double, oraclePrice: Double, marketPrice: Double) {
      self.terms = terms
      self.units = units
      self.oraclePrice = oraclePrice
      self.marketPrice = marketPrice
    }
  }

  /// One debt with its prices and what liquidations did to it.
  public struct Debt: Sendable {
    /// Units at time 0 that are left, not negative.
    public var units: Double
    /// Value of one initial unit to the oracle, in the numeraire.
    public var oraclePrice: Double
    /// Value of one initial unit in the market, in the numeraire.
    public var marketPrice: Double
    /// Market value of the debt that liquidators have repaid.
    public var cancelled = 0.0
    /// Market value of the debt that the protocol has burned to a deficit: the lender's bad debt.
    public var burned = 0.0
    /// Units that the liquidations of the moment at hand have repaid and burned.
    public var taken = Seizure.Debt()

    /// A debt that nothing has been repaid of.
    @inlinable
    public init(units: Double, oraclePrice: Double, marketPrice: Double) {
      self.units = units
      self.oraclePrice = oraclePrice
      self.marketPrice = marketPrice
    }
  }

  /// In the order of the account.
  public var collateral: [Collateral]
  /// In the order of the account.
  public var debts: [Debt]
  /// US dollars per unit of the numeraire, for rules that are stated in dollars.
  public var dollarsPerNumeraire: Double

  /// A position before any liquidation.
  public init(collateral: [Collateral], debts: [Debt], dollarsPerNumeraire: Double = 1) {
    self.collateral = collateral
    self.debts = debts
    self.dollarsPerNumeraire = dollarsPerNumeraire
  }
}

extension Position {
  /// The sums of the health factor at the oracle prices.
  package var health: HealthSums {
    var sums = HealthSums()
    for leg in collateral {
      sums.addCollateral(leg.units * leg.oraclePrice, threshold: leg.terms.liquidationThreshold)
    }
    for leg in debts { sums.addDebt(leg.units * leg.oraclePrice) }
    return sums
  }

  /// HF of `health`.
  package var healthFactor: Double { health.healthFactor }

  /// Collateral at oracle prices.
  package var oracleCollateral: Double {
    var sum = 0.0
    for leg in collateral { sum += leg.units * leg.oraclePrice }
    return sum
  }

  /// Debt at oracle prices.
  package var oracleDebt: Double {
    var sum = 0.0
    for leg in debts { sum += leg.units * leg.oraclePrice }
    return sum
  }

  /// Collateral at market prices.
  package var marketCollateral: Double {
    var sum = 0.0
    for leg in collateral { sum += leg.units * leg.marketPrice }
    return sum
  }

  /// Debt at market prices.
  package var marketDebt: Double {
    var sum = 0.0
    for leg in debts { sum += leg.units * leg.marketPrice }
    return sum
  }
}
