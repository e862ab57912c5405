import Diagnostics

/// Today's terms, lowered by what the sale of the whole position costs beyond the bonus.
///
///     add-on = max(0, q / (x + q) − LB)
///
/// q is the position's value, x the reserve of a constant-product market (MODEL c8); the bonus pays for
/// as much of it. Without a stated reserve the terms stay.
struct LiquidityAwareHaircut: HaircutPolicy {
  static let name = "liquidity-aware"
  static let summary = "today's terms less the exit cost of the position's size"
  static let reference = "constant-product slippage (MODEL c8)"
  static let parameters = [
    Parameter(
      "share", .fraction, usual: .share(0.01, 1), default: 1, unit: "fraction",
      "share of the position sold at once")
  ]

  private let share: Double

  init(_ parameters: ParameterTable) throws(InputError) { share = parameters["share"] }

  func terms(given context: PolicyContext) -> PolicyTerms {
    guard let depth = context.collateral.depth, context.positionValue > 0 else {
      return PolicyTerms(context.today)
    }
    let sold = share * context.positionValue
    let slippage = sold / (depth + sold)
    return PolicyTerms(
      context.today, addingToHaircut: max(0, slippage - context.today.liquidationBonus))
  }
}
