public import Passes
public import RiskMeasures

/// What the report says of the total, of a book or of an account.
public struct SubjectResult: Sendable {
  /// What a subject adds up; `rawValue` is the word in documents.
  public enum Kind: String, Sendable { case total, book, account }

  /// What a total of both kinds of books has at stake, at market prices of time 0, in the numeraire.
  public struct DeskExposure: Sendable, Hashable {
    /// Σ max(0, collateral − debt) of the accounts of own books.
    public let ownEquity: Double
    /// Debt of the accounts of lent books.
    public let lentDebt: Double

    /// Both 0 or more.
    public init(ownEquity: Double, lentDebt: Double) {
      self.ownEquity = ownEquity
      self.lentDebt = lentDebt
    }
  }

  /// The total, a book or an account.
  public let kind: Kind
  /// `total`, or the name of the book or account.
  public let name: String
  /// The book of an account; `nil` otherwise.
  public let book: String?
  /// Whose loss the subject is looked at by.
  public let view: SubjectView
  /// At market prices of time 0, in the numeraire; of the total for the books that it adds.
  public let collateralValue: Double
  /// At market prices of time 0, in the numeraire.
  public let debtValue: Double
  /// Largest possible loss of the view: equity for a borrower's view, debt for a lender's, both for the
  /// desk's. Divisor of percentages.
  public let exposure: Double
  /// The parts of the exposure of a total in the desk's view; `nil` otherwise.
  public let deskExposure: DeskExposure?
  /// At oracle prices of time 0; infinity without debt. The lowest of the accounts for books and the total.
  public let healthFactor: Double
  /// Fraction by which all collateral may fall together until HF = 1: 1 − 1/HF; 1 without debt, `nil`
  /// if nothing counts as collateral.
  public let distanceToLiquidation: Double?
  /// Empty for accounts of a run that counts their liquidations alone.
  public let quantities: [QuantityFigures]
  /// P(liquidated at least once up to the horizon); for books and the total P(any account is).
  public let liquidation: ProbabilityEstimate
  /// The same with its exact 95 % interval.
  public let liquidationInterval: Estimate
  /// Number of paths first liquidated at the end of step k + 1; empty for accounts of a run that counts
  /// their liquidations alone.
  public let firstLiquidations: [Int]

  /// - Parameter exposure: Of a view other than the desk's, whose exposure is the sum of `deskExposure`.
  /// - Precondition: `deskExposure` is there in the desk's view and only there.
  public init(
    kind: Kind, name: String, book: String?, view: SubjectView, collateralValue: Double,
    debtValue: Double, exposure: Double, deskExposure: DeskExposure? = nil, healthFactor: Double,
    distanceToLiquidation: Double?, quantities: [QuantityFigures],
    liquidation: ProbabilityEstimate, firstLiquidations: [Int]
  ) {
    precondition(
      (view == .desk) == (deskExposure != nil), "a total in the desk's view has both exposures")
    self.kind = kind
    self.name = name
    self.book = book
    self.view = view
    self.collateralValue = collateralValue
    self.debtValue = debtValue
    self.exposure = deskExposure.map { $0.ownEquity + $0.lentDebt } ?? exposure
    self.deskExposure = deskExposure
    self.healthFactor = healthFactor
    self.distanceToLiquidation = distanceToLiquidation
    self.quantities = quantities
    self.liquidation = liquidation
    liquidationInterval = liquidation.clopperPearson()
    self.firstLiquidations = firstLiquidations
  }

  /// What a quantity is a share of: the equity for a loss of equity, the debt for bad debt and what is
  /// liquidated, equity and debt for a desk loss; each of the books that the quantity adds up.
  public func exposure(of quantity: LossQuantity) -> Double {
    switch quantity {
    case .equityLoss:
      deskExposure?.ownEquity
        ?? (view == .borrower ? exposure : max(0, collateralValue - debtValue))
    case .badDebt: deskExposure?.lentDebt ?? debtValue
    case .liquidated: debtValue
    case .deskLoss: exposure
    }
  }

  /// The figures of one quantity.
  ///
  /// - Precondition: The subject's losses are measured: books and the total always are.
  public subscript(quantity: LossQuantity) -> QuantityFigures {
    guard let found = figures(of: quantity) else {
      preconditionFailure("losses of the subject are measured")
    }
    return found
  }

  /// The figures of one quantity; `nil` for accounts of a run that counts their liquidations alone.
  public func figures(of quantity: LossQuantity) -> QuantityFigures? {
    quantities.first { $0.quantity == quantity }
  }
}
