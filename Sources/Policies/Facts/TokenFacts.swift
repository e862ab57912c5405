import Foundation
import Processes

/// What is known of one token at the decision time.
package struct TokenFacts: Sendable {
  /// How far the token's price may move away from what it follows.
  package struct Deviation: Sendable {
    private let process: any AnalyticMoments
    private let output: Int
    private let stepDays: Double

    /// - Parameters:
    ///   - process: The calibrated log discount of an LST, or log price of a stablecoin.
    ///   - output: Which of its outputs that is.
    ///   - stepDays: Length of its step in days, positive.
    package init(process: any AnalyticMoments, output: Int, stepDays: Double) {
      precondition(stepDays > 0, "a step has a positive length")
      self.process = process
      self.output = output
      self.stepDays = stepDays
    }

    /// The log discount (log price) today.
    package var now: Double { process.moments(ofOutput: output, afterSteps: 0).mean }

    /// Standard deviation over so many days, of a logarithm.
    package func standardDeviation(days: Double) -> Double {
      let steps = max(1, Int((days / stepDays).rounded(.up)))
      return max(0, process.moments(ofOutput: output, afterSteps: steps).variance).squareRoot()
    }
  }

  /// Symbol of its token document.
  package let symbol: String
  /// The token whose daily closes it follows, itself or what it is redeemed into; `nil` for a dollar.
  package let follows: String?
  /// Whether it is a liquid staking token.
  package let isStaked: Bool
  /// Daily log returns up to the decision day of the price that it follows; empty for a dollar.
  package let returns: [Double]
  /// `nil` where the market document has no factor for it.
  package let deviation: Deviation?
  /// Log discount at the decision time; positive below redemption value.
  package let logDiscount: Double
  /// Wait in Ethereum's exit queue at the decision time, in days.
  package let exitWait: Double
  /// Reserve of the token's exit market, in the numeraire; `nil` if none is stated.
  package let depth: Double?

  /// The facts as they were at the decision time, nothing later.
  package init(
    symbol: String, follows: String?, isStaked: Bool, returns: [Double], deviation: Deviation?,
    logDiscount: Double, exitWait: Double, depth: Double?
  ) {
    self.symbol = symbol
    self.follows = follows
    self.isStaked = isStaked
    self.returns = returns
    self.deviation = deviation
    self.logDiscount = logDiscount
    self.exitWait = exitWait
    self.depth = depth
  }

  /// d = 1 − exp(−x): share by which the token trades below its redemption value.
  package var discount: Double { -expm1(-logDiscount) }

  /// The dollar, against which accounts without debt are decided.
  package static let dollar = TokenFacts(
    symbol: "USD", follows: nil, isStaked: false, returns: [], deviation: nil, logDiscount: 0,
    exitWait: 0, depth: nil)
}
