import Processes

/// That a run looks inside its steps: which price is followed there, and how often accounts are checked.
public struct IntradayPlan: Sendable, Hashable {
  /// Factor of the market whose price is refined; `refuses` says which can be.
  public let factor: Int
  /// Checks a step, the one at its end included: 24 look at a day hour by hour.
  public let checks: Int

  /// Checks of a step that can be asked for.
  public static let checkRange = 2...96
  /// Looks every hour at steps of a day.
  public static let usualChecks = 24

  /// - Precondition: The checks are in range.
  public init(factor: Int, checks: Int) {
    precondition(Self.checkRange.contains(checks), "a step has so many checks")
    self.factor = factor
    self.checks = checks
  }

  /// Whether the price of a factor cannot be refined: the law of its steps says nothing about their inside.
  package static func refuses(factor: Int, of market: MarketPlan) -> Bool {
    RefinedPrice.factors(factor, of: market) == nil
  }
}

/// The factors behind a price that is refined.
struct RefinedPrice {
  /// The factor whose innovation is a bridge within the step.
  let base: Int
  let process: any IntradayRefinable
  /// Its jumps, or those of a factor that adds crashes to it.
  let jumping: (factor: Int, process: any JumpingPrice)?

  /// The factors behind the price of one, which refers to another where it adds crashes to it.
  ///
  /// - Returns: `nil` if none of them knows what its steps are made of.
  static func factors(_ factor: Int, of market: MarketPlan) -> RefinedPrice? {
    let plan = market.factors[factor]
    let jumping = (plan.process as? any JumpingPrice).map { (factor: factor, process: $0) }
    if let process = plan.process as? any IntradayRefinable {
      return RefinedPrice(base: factor, process: process, jumping: jumping)
    }
    guard let jumping, let input = plan.inputs.first.flatMap({ $0 }),
      let base = market.factors.firstIndex(where: { $0.outputs.contains(input) }),
      let process = market.factors[base].process as? any IntradayRefinable
    else { return nil }
    return RefinedPrice(base: base, process: process, jumping: jumping)
  }
}
