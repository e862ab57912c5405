import Foundation
import VectorMath

/// The health of one account at the last step end, for crossings of 1 between steps.
///
///     P(HF < 1 between) = exp(−2 ln h₀ ln h₁ / v),  v the variance of ln HF over the step,
///
/// when ln HF is a Brownian motion with drift and both ends lie above 1.
/// Reference: Glasserman (2004), Monte Carlo Methods in Financial Engineering, section 6.4,
/// doi:10.1007/978-0-387-21617-1.
///
/// A class, because a worker's evaluator shares its columns between steps.
package final class BridgedAccount {
  /// Number of its uniform among the bridged accounts.
  let draw: Int
  let variance: Double
  let uniforms: Column
  private let initialLogHealth: Double
  private let block: ColumnBox
  private let previous: Column

  init(draw: Int, variance: Double, initialLogHealth: Double) {
    self.draw = draw
    self.variance = variance
    self.initialLogHealth = initialLogHealth
    block = ColumnBox(columnCount: 2)
    uniforms = block.column(0)
    previous = block.column(1)
  }

  /// The bridged accounts of a portfolio, their draws in the order of the accounts.
  ///
  /// - Parameters:
  ///   - variances: Of ln HF over a step, by bridged account.
  ///   - healthFactors: HF(0) by account.
  static func accounts(
    variances: [Int: Double], healthFactors: [Double]
  ) -> [Int: BridgedAccount] {
    var accounts: [Int: BridgedAccount] = [:]
    for (draw, (account, variance)) in variances.sorted(by: { $0.key < $1.key }).enumerated() {
      accounts[account] = BridgedAccount(
        draw: draw, variance: variance, initialLogHealth: log(healthFactors[account]))
    }
    return accounts
  }

  /// Puts the last step end at time 0.
  func start() { previous.fill(initialLogHealth) }

  /// Lanes that crossed 1 since the last step end, given ln HF now; remembers ln HF.
  func crossings(_ v: Int, logHealth: Vector) -> UInt32 {
    let before = previous[v]
    previous[v] = logHealth
    let probability = BridgedAccount.crossingProbability(
      from: before, to: logHealth, variance: variance)
    // A step that starts below 1 is not crossed: it was for the step end before it to act.
    return mask(uniforms[v], lessThan: probability) & mask(.zero, lessThan: before)
  }

  /// Takes ln HF at the last step end again, in some lanes where it has moved since.
  func move(_ v: Int, lanes: UInt32, logHealth: Vector) {
    previous[v] = blend(lanes, logHealth, otherwise: previous[v])
  }

  /// The crossing probability; 1 where an end lies at or below 1.
  package static func crossingProbability(from: Vector, to: Vector, variance: Double) -> Vector {
    let product = maximum(from, .zero) * maximum(to, .zero)
    return exponential(Vector(repeating: -2 / variance) * product)
  }
}

/// Keeps a block alive for the views into it.
final class ColumnBox {
  private let block: PathBlock
  init(columnCount: Int) { block = PathBlock(columnCount: columnCount) }
  func column(_ k: Int) -> Column { block[k] }
}
