import LinearAlgebra
import Market
import Processes
public import RandomNumbers
public import VectorMath

/// Draws, correlates and evolves one block of paths after another, and forms their marks.
///
/// One per worker; it owns the worker's columns. After `start` the marks are those of time 0, after
/// each `advance` those of the step's end. The same path numbers give the same bits in any block.
public struct BlockSimulator: ~Copyable {
  let plan: RunPlan
  let source: NormalSource
  let uniformSource: UniformSource
  private let draws: Int
  private let normals: PathBlock
  private let shocks: PathBlock
  private let studentT: PathBlock
  private let state: PathBlock
  private let markBlock: PathBlock
  private let factorColumns: [ProcessColumns]
  private let studentTShocks: [StudentTShock]
  private let copula: StudentTCopulaMaps?
  private let product: BlockProduct?
  private let markColumns: [MarkColumns]
  /// Mark columns, one per formula of the plan.
  public let marks: [Column]
  /// Paths of the block at hand.
  public private(set) var paths: PathNumbers

  public init(_ plan: RunPlan) {
    self.plan = plan
    let market = plan.market
    source = NormalSource(seed: plan.seed, precision: plan.precision)
    uniformSource = UniformSource(seed: plan.seed, stream: .bridge)
    let correlated = market.correlatedShocks.count
    draws = correlated + market.independentShocks.count
    normals = PathBlock(columnCount: source.columnCount(forDraws: draws))
    shocks = PathBlock(columnCount: correlated)
    state = PathBlock(columnCount: market.columnCount)
    markBlock = PathBlock(columnCount: market.marks.count)
    copula = market.copulaMaps
    // Correlated shocks are read where the product or the copula puts them, the others as drawn.
    let isMapped = market.correlationFactor != nil || market.copulaMaps != nil
    let states = state.columns
    var columns: [ProcessColumns] = []
    var mapped: [StudentTShock] = []
    studentT = PathBlock(
      columnCount: market.factors.reduce(0) { $0 + $1.studentTShockCount })
    var nextStudentT = 0
    for factor in market.factors {
      var inputs: [Column] = []
      for (shock, column) in zip(factor.process.shocks, factor.shocks) {
        let drawn =
          column < correlated && isMapped ? shocks[column] : normals[column]
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
        ProcessColumns(
          state: factor.outputs.map { states[$0] },
          inputs: factor.inputs.map { $0.map { states[$0] } },
          shocks: inputs))
    }
    factorColumns = columns
    studentTShocks = mapped
    product = market.correlationFactor.map { BlockProduct(factor: $0) }
    let views = markBlock.columns
    marks = views
    var formed: [MarkColumns] = []
    for (formula, target) in zip(market.marks, views) {
      formed.append(
        MarkColumns(
          formula: formula, target: target, added: formula.added.map { states[$0] },
          subtracted: formula.subtracted.map { states[$0] },
          capped: formula.cap?.column.map { states[$0] }))
    }
    markColumns = formed
    paths = PathNumbers(block: 0)
  }

  /// The state column of a factor's output.
  public func stateColumn(_ k: Int) -> Column { state[k] }

  /// Puts a block of paths at time 0.
  public mutating func start(_ paths: PathNumbers) {
    self.paths = paths
    for i in plan.market.initialOrder {
      plan.market.factors[i].process.setInitialState(factorColumns[i])
    }
    formMarks(time: 0)
  }

  /// Advances the block by one step; `step` counts from 0.
  public func advance(step: Int) {
    if draws > 0 { source.fill(normals, draws: draws, paths: paths, step: step) }
    correlate()
    for shock in studentTShocks { shock.fill() }
    for i in plan.market.advanceOrder {
      plan.market.factors[i].process.advance(factorColumns[i])
    }
    formMarks(time: plan.grid.time(at: step + 1))
  }

  private func correlate() {
    let count = plan.market.correlatedShocks.count
    product?.multiply(normals: normals, into: shocks)
    guard let copula else { return }
    // Student-t dependence: one chi-square number per path and step scales every correlated shock.
    let chiSquare = normals[count + plan.market.independentShocks.count - 1]
    for v in 0..<PathBlock.vectorCount { chiSquare[v] = copula.scale(fromNormal: chiSquare[v]) }
    for k in 0..<count {
      let source = product == nil ? normals[k] : shocks[k]
      let target = shocks[k]
      let isRaw = studentTShocks.contains { $0.cancels && $0.column == k }
      for v in 0..<PathBlock.vectorCount {
        let y = source[v] * chiSquare[v]
        target[v] = isRaw ? y : copula.normal(fromStudentT: y)
      }
    }
  }

  private func formMarks(time: Double) {
    for mark in markColumns { mark.form(time: time) }
  }
}

extension FactorPlan {
  /// Shocks that the process wants as Student-t numbers.
  var studentTShockCount: Int {
    process.shocks.count { if case .studentT = $0.law { true } else { false } }
  }
}

/// A shock column that a process wants as Student-t numbers.
struct StudentTShock {
  let column: Int
  let source: Column
  let target: Column
  let map: StudentTShockMap
  /// The dependence has the same ν: the number before its map to a normal is already right.
  let cancels: Bool

  func fill() {
    if cancels {
      target.copy(source)
    } else {
      for v in 0..<PathBlock.vectorCount { target[v] = map.studentT(fromNormal: source[v]) }
    }
  }
}
