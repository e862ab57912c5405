import LinearAlgebra
import Market
import Processes
public import RandomNumbers
public import VectorMath

/// Draws, correlates and evolves one block of paths after another, and forms their marks.
///
/// One per worker; it owns the worker's columns. After `start` the marks are those of time 0, after
/// each `advance` those of the step's end. The same path numbers give the same bits in any block.
public struct BlockSimulator: BlockSource, ~Copyable {
  let plan: PathPlan
  private let source: NormalSource
  private let uniformSource: UniformSource
  private let draws: Int
  private let normals: PathBlock
  private let shocks: PathBlock
  private let studentT: PathBlock
  private let state: MarketState
  private let markBlock: PathBlock
  /// The factors' steps, one after another.
  private let advanceFactors: () -> Void
  private let studentTShocks: [StudentTShock]
  private let copula: StudentTCopulaMaps?
  private let product: BlockProduct?
  private let formation: MarkFormation
  /// Correlated shocks: where the normals stand if they are correlated in place.
  private let correlated: [Column]
  /// Mark columns, one per formula of the plan.
  public let marks: [Column]
  /// Paths of the block at hand.
  public private(set) var paths: PathNumbers
  /// The marks inside the steps, where the plan looks there.
  package let intraday: IntradayMarks?
  /// The step that `normals` stand for, if they do.
  private var drawnStep: Int?

  /// Takes the columns that a worker needs and binds the factors to them; the plan's accounts are not read.
  public init(_ plan: PathPlan) {
    self.plan = plan
    let market = plan.market
    source = NormalSource(seed: plan.seed, precision: plan.precision)
    uniformSource = UniformSource(seed: plan.seed, stream: .bridge)
    let correlated = market.correlatedShocks.count
    draws = correlated + market.independentShocks.count
    normals = PathBlock(columnCount: source.columnCount(forDraws: draws))
    product = market.correlationFactor.map { BlockProduct(factor: $0) }
    let isInPlace = product.map { $0.method == .registers } ?? true
    shocks = PathBlock(columnCount: isInPlace ? 0 : correlated)
    state = MarketState(market.factors, columnCount: market.columnCount)
    markBlock = PathBlock(columnCount: market.marks.count)
    copula = market.copulaMaps
    let drawnColumns = normals.columns
    let correlatedColumns = isInPlace ? Array(drawnColumns.prefix(correlated)) : shocks.columns
    self.correlated = correlatedColumns
    var columns: [ProcessColumns] = []
    var mapped: [StudentTShock] = []
    studentT = PathBlock(
      columnCount: market.factors.reduce(0) { $0 + $1.studentTShockCount })
    var nextStudentT = 0
    for (k, factor) in market.factors.enumerated() {
      var inputs: [Column] = []
      for (shock, column) in zip(factor.process.shocks, factor.shocks) {
        let drawn = column < correlated ? correlatedColumns[column] : drawnColumns[column]
        guard case .studentT(let nu) = shock.law, let map = market.shockMaps[nu] else {
          inputs.append(drawn)
          continue
        }
        let target = studentT[nextStudentT]
        nextStudentT += 1
        inputs.append(target)
        mapped.append(
          StudentTShock(
            column: column, source: drawn, target: target,
            map: map,
            cancels: column < correlated && market.dependence == .studentT(nu)))
      }
      columns.append(
        state.columns(of: k, shocks: inputs, shocksAreSingle: plan.precision == .single))
    }
    studentTShocks = mapped
    // One closure that calls the next: a loop over an array would retain each at every step.
    var advanceFactors: () -> Void = {}
    for k in market.advanceOrder {
      advanceFactors = market.factors[k].process.advancing(columns[k], after: advanceFactors)
    }
    self.advanceFactors = advanceFactors
    let views = markBlock.columns
    marks = views
    formation = MarkFormation(market.marks, targets: views, states: state.columns)
    let chiSquare = correlated + market.independentShocks.count - 1
    intraday = plan.intraday.map { intraday in
      var scale: (column: Column, degreesOfFreedom: Double)?
      if case .studentT(let nu) = market.dependence { scale = (drawnColumns[chiSquare], nu) }
      return IntradayMarks(intraday, plan, live: views, columns: columns, scale: scale)
    }
    paths = PathNumbers(block: 0)
  }

  /// The state column of a factor's output.
  public func stateColumn(_ k: Int) -> Column { state.columns[k] }

  /// Puts a block of paths at time 0.
  public mutating func start(_ paths: PathNumbers) {
    self.paths = paths
    drawnStep = nil
    state.setInitial(plan.market.initialOrder)
    formation.form(time: 0)
    intraday?.restart()
  }

  /// Advances the block by one step; `step` counts from 0.
  public mutating func advance(step: Int) {
    if draws > 0 {
      source.fill(
        normals, draws: draws, paths: paths, step: step, continues: drawnStep == step - 1)
      drawnStep = step
    }
    correlate()
    for shock in studentTShocks { shock.fill() }
    intraday?.begin()
    advanceFactors()
    formation.form(time: plan.grid.time(at: step + 1))
    intraday?.finish(paths, step: step)
  }

  /// Uniforms strictly between 0 and 1 for the Brownian bridge, of the stream `bridge`; the normals of the
  /// paths do not depend on whether they are asked for.
  package func fillUniforms(_ column: Column, draw: Int, step: Int) {
    uniformSource.fill(column, draw: draw, paths: paths, step: step)
  }

  private func correlate() {
    if let product {
      if product.method == .registers {
        product.multiplyInPlace(normals)
      } else {
        product.multiply(normals: normals, into: shocks)
      }
    }
    guard let copula else { return }
    // Student-t dependence: one chi-square number per path and step scales every correlated shock.
    let count = correlated.count
    let chiSquare = normals[count + plan.market.independentShocks.count - 1]
    for v in 0..<PathBlock.vectorCount { chiSquare[v] = copula.scale(fromNormal: chiSquare[v]) }
    for (k, shock) in correlated.enumerated() {
      let isRaw = studentTShocks.contains { $0.cancels && $0.column == k }
      for v in 0..<PathBlock.vectorCount {
        let y = shock[v] * chiSquare[v]
        shock[v] = isRaw ? y : copula.normal(fromStudentT: y)
      }
    }
  }
}
