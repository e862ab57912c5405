import Processes
import VectorMath

/// What the steps of the refined price are made of, on one block.
struct RefinedPriceColumns: ~Copyable {
  /// State column of the price, ln(S / S₀).
  let column: Int
  /// Law of the variance behind its innovations.
  let law: IntradayLaw
  /// q and h.
  let step: IntradayStep
  /// r = q + d + J of the whole step.
  let logReturn: Column
  /// d.
  let drift: Column
  /// J; `nil` for a price without jumps.
  let jumps: Column?

  private let block: PathBlock
  private let price: Column
  private let process: any IntradayRefinable
  private let columns: ProcessColumns
  private let jumping: (process: any JumpingPrice, columns: ProcessColumns)?
  private let scale: (column: Column, degreesOfFreedom: Double)?

  /// - Parameters:
  ///   - outer: The factor whose price it is.
  ///   - columns: By factor.
  ///   - scale: What a Student-t dependence multiplies normals by, with its ν.
  init(
    _ factors: RefinedPrice, outer: Int, market: MarketPlan, columns: [ProcessColumns],
    scale: (column: Column, degreesOfFreedom: Double)?
  ) {
    guard
      let k = type(of: market.factors[outer].process).outputs
        .firstIndex(where: { $0.quantity == .logPrice })
    else { preconditionFailure("a refined factor has a price") }
    column = market.factors[outer].outputs[k]
    price = columns[outer].state[k]
    process = factors.process
    self.columns = columns[factors.base]
    jumping = factors.jumping.map { ($0.process, columns[$0.factor]) }
    // A dependence with the law's own ν has drawn the variance already.
    let known = factors.process.intradayLaw
    if let scale, known == .studentT(degreesOfFreedom: scale.degreesOfFreedom) {
      self.scale = scale
      law = .known
    } else {
      self.scale = nil
      law = known
    }
    block = PathBlock(columnCount: 5)
    step = IntradayStep(innovation: block[0], variance: block[1])
    logReturn = block[2]
    drift = block[3]
    jumps = jumping == nil ? nil : block[4]
  }

  /// Takes q, h and J of the coming step, and where the price starts.
  func begin() {
    process.writeInnovation(columns, to: step)
    if let scale {
      step.setKnownVariance(scales: scale.column, degreesOfFreedom: scale.degreesOfFreedom)
    }
    if let jumping, let jumps { jumping.process.writeJumps(jumping.columns, to: jumps) }
    logReturn.copy(price)
  }

  /// Takes the step's log return.
  func finish() {
    for v in 0..<PathBlock.vectorCount { logReturn[v] = price[v] - logReturn[v] }
    IntradayReturn.setDrift(
      drift, logReturns: logReturn, innovations: step.innovation, jumps: jumps)
  }
}
