public import LinearAlgebra
public import Market
import VectorMath

/// The market of a run: factors, their order, their dependence and the marks formed from them.
public struct MarketPlan: Sendable {
  /// In the order of the market document.
  public let factors: [FactorPlan]
  /// Number of state columns of all factors together.
  public let columnCount: Int
  /// Factors in the order in which a step advances them.
  public let advanceOrder: [Int]
  /// Factors in the order in which their initial states are set.
  public let initialOrder: [Int]
  /// Names of the correlated shocks, in column order.
  public let correlatedShocks: [String]
  /// Names of the shocks that are independent of everything, in column order after the correlated ones.
  public let independentShocks: [String]
  /// F with F Fᵀ = correlation matrix, `[k × k]`; `nil` if all correlated shocks are uncorrelated.
  public let correlationFactor: Matrix?
  /// What a repair of the correlation matrix moved; `nil` without one.
  public let correlationRepair: CorrelationRepair?
  /// The copula of the correlated shocks.
  public let dependence: Dependence
  /// Values of one initial unit, in the numeraire. Collateral reads these and nothing else.
  public let marks: [MarkFormula]
  /// Values of the marks at the valuation date, which are the same on every path.
  public let initialMarks: [Double]
  /// The mark of one US dollar's worth: numeraire per dollar is 1 / this mark. `nil` if the numeraire is the dollar.
  public let dollarsPerNumeraireMark: Int?
  /// Tables of the Student-t shocks, by degrees of freedom.
  let shockMaps: [Double: StudentTShockMap]
  /// Tables of the Student-t dependence; `nil` if it is Gaussian.
  let copulaMaps: StudentTCopulaMaps?

  /// - Parameter knownMaps: Tables that need not be made again.
  init(
    factors: [FactorPlan], columnCount: Int, advanceOrder: [Int], initialOrder: [Int],
    correlatedShocks: [String], independentShocks: [String], correlationFactor: Matrix?,
    correlationRepair: CorrelationRepair?, dependence: Dependence, marks: [MarkFormula],
    dollarsPerNumeraireMark: Int?, knownMaps: [Double: StudentTShockMap] = [:],
    copulaMaps: StudentTCopulaMaps?
  ) {
    self.factors = factors
    self.columnCount = columnCount
    self.advanceOrder = advanceOrder
    self.initialOrder = initialOrder
    self.correlatedShocks = correlatedShocks
    self.independentShocks = independentShocks
    self.correlationFactor = correlationFactor
    self.correlationRepair = correlationRepair
    self.dependence = dependence
    self.marks = marks
    self.dollarsPerNumeraireMark = dollarsPerNumeraireMark
    var shockMaps: [Double: StudentTShockMap] = [:]
    for nu in factors.flatMap(\.degreesOfFreedom) where shockMaps[nu] == nil {
      shockMaps[nu] = knownMaps[nu] ?? StudentTShockMap(degreesOfFreedom: nu)
    }
    self.shockMaps = shockMaps
    self.copulaMaps = copulaMaps
    let state = MarketState(factors, columnCount: columnCount)
    state.setInitial(initialOrder)
    let block = PathBlock(columnCount: marks.count)
    MarkFormation(marks, targets: block.columns, states: state.columns).form(time: 0)
    initialMarks = block.columns.map { $0[path: 0] }
  }

  /// The same market with other factors in the places of its own: dependence and marks stay.
  package func replacing(factors: [FactorPlan], columnCount: Int) -> MarketPlan {
    MarketPlan(
      factors: factors, columnCount: columnCount, advanceOrder: advanceOrder,
      initialOrder: initialOrder, correlatedShocks: correlatedShocks,
      independentShocks: independentShocks, correlationFactor: correlationFactor,
      correlationRepair: correlationRepair, dependence: dependence, marks: marks,
      dollarsPerNumeraireMark: dollarsPerNumeraireMark, knownMaps: shockMaps,
      copulaMaps: copulaMaps)
  }

  /// Frobenius distance by which a repair has moved the matrix; 0 without repair.
  public var correlationMoved: Double { correlationRepair?.distance ?? 0 }
}
