public import Passes
public import RiskMeasures

/// One quantity of one subject over all paths, in the numeraire; losses are positive.
public struct QuantityFigures: Sendable {
  /// Which loss it is.
  public let quantity: LossQuantity
  /// In the numeraire, with the standard error of Monte Carlo.
  public let mean: Estimate
  /// Over the paths, in the numeraire.
  public let standardDeviation: Double
  /// Least value on any path, in the numeraire; a negative loss is a gain.
  public let minimum: Double
  /// Largest value on any path, in the numeraire.
  public let maximum: Double
  /// P(quantity > 0).
  public let probabilityPositive: ProbabilityEstimate
  /// By ascending level; empty where the run document asks for none.
  public let tails: [TailFigures]
  /// `nil` for accounts.
  public let histogram: LossHistogram?
  /// The exact curve of the kept tail, ascending by loss, with every VaR of `tails`; empty for accounts.
  public var exceedances: [Exceedance] = []

  /// Figures without an exceedance curve, which wide rows are given afterwards.
  public init(
    quantity: LossQuantity, mean: Estimate, standardDeviation: Double, minimum: Double,
    maximum: Double, probabilityPositive: ProbabilityEstimate, tails: [TailFigures],
    histogram: LossHistogram?
  ) {
    self.quantity = quantity
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.minimum = minimum
    self.maximum = maximum
    self.probabilityPositive = probabilityPositive
    self.tails = tails
    self.histogram = histogram
  }
}
