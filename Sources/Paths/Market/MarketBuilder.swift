public import Diagnostics
import LinearAlgebra
public import Processes

/// Gives every factor its columns, checks the wiring and factors the correlation matrix.
public struct MarketBuilder: Sendable {
  /// In the order of the definitions.
  public let factors: [FactorPlan]
  /// Number of state columns of all factors together.
  public let columnCount: Int
  let advanceOrder: [Int]
  let initialOrder: [Int]
  let correlatedShocks: [String]
  let independentShocks: [String]
  let correlationFactor: Matrix?
  /// What a repair of the correlation matrix moved; `nil` without one.
  public let correlationRepair: CorrelationRepair?
  let dependence: Dependence

  /// - Parameter errors: Receives an error for every unknown factor, a factor without the quantity
  ///   that is read, a cycle, an unknown shock, an asymmetric pair, a value outside [−1, 1], a diagonal
  ///   other than 1, and a matrix that is not positive semidefinite (with its smallest eigenvalue).
  /// - Returns: `nil` if there was an error.
  public init?(
    factors definitions: [FactorDefinition], correlation: CorrelationDefinition,
    dependence: Dependence, errors: inout [InputError]
  ) {
    let wiring = FactorWiring(definitions, errors: &errors)
    let shocks = ShockLayout(definitions, dependence: dependence)
    let matrix = ShockCorrelation(
      correlation, shocks: shocks.correlated, known: definitions.map(\.name), errors: &errors)
    guard let wiring, let matrix else { return nil }
    factors = definitions.indices.map { i in
      FactorPlan(
        name: definitions[i].name, process: definitions[i].process, outputs: wiring.outputs[i],
        inputs: wiring.inputs[i], shocks: shocks.columns[i])
    }
    columnCount = wiring.columnCount
    advanceOrder = wiring.advanceOrder
    initialOrder = wiring.initialOrder
    correlatedShocks = shocks.correlated
    independentShocks = shocks.independent
    correlationFactor = matrix.factor
    correlationRepair = matrix.repair
    self.dependence = dependence
  }

  /// The state column in which a factor writes a quantity, or `nil`.
  public func column(of quantity: Quantity, factor name: String) -> Int? {
    guard let factor = factors.first(where: { $0.name == name }) else { return nil }
    guard let k = type(of: factor.process).outputs.firstIndex(where: { $0.quantity == quantity })
    else { return nil }
    return factor.outputs[k]
  }

  /// The plan, with the marks that the portfolio needs. Builds the tables of Student-t shocks.
  public func plan(marks: MarkTable) -> MarketPlan {
    var copulaMaps: StudentTCopulaMaps?
    if case .studentT(let nu) = dependence {
      copulaMaps = StudentTCopulaMaps(degreesOfFreedom: nu)
    }
    return MarketPlan(
      factors: factors, columnCount: columnCount, advanceOrder: advanceOrder,
      initialOrder: initialOrder, correlatedShocks: correlatedShocks,
      independentShocks: independentShocks, correlationFactor: correlationFactor,
      correlationRepair: correlationRepair, dependence: dependence, marks: marks.formulas,
      dollarsPerNumeraireMark: marks.dollarsPerNumeraireMark, copulaMaps: copulaMaps)
  }
}
