import Exits

extension ReferenceCheck {
  static let liquidatorGate = ReferenceCheck(
    "liquidity/liquidator_gate",
    [
      .claimed(
        "marginal_price", "threshold_price", "repay_most_profitable", "repay_break_even",
        "gas_cost", "profit", "verdict")
    ]
  ) { reference, figures in
    let venue = ScaledVenue(
      try reference.venue("curve"), by: try reference.number("depth_scale", .positive))
    let route = SaleRoute(
      marketPrice: try reference.number("market_price", .positive),
      first: SaleRoute.Leg(
        venue, displacement: try reference.number("displacement", .nonNegative)))
    let debtPrice = try reference.number("debt_price", .positive)
    let terms = LiquidatorTerms(
      flashFee: try reference.number("flash_fee", .nonNegative),
      gasCost: GasPrice.cost(
        units: try reference.number("gas_units", .nonNegative),
        gwei: try reference.number("gas_gwei", .nonNegative),
        ethPrice: try reference.number("eth_price", .positive)),
      minimumProfit: try reference.number("min_profit"))
    let call = LiquidationCall(
      tokensPerUnit: LiquidationCall.tokensPerUnit(
        debtOracle: debtPrice,
        collateralOracle: try reference.number("oracle_price", .positive),
        bonus: try reference.number("bonus", .nonNegative),
        protocolFee: try reference.number("protocol_fee", .fraction)),
      debtPrice: debtPrice, limit: try reference.number("max_repay", .nonNegative))
    let units = call.repayment(terms, on: route)
    figures.add("marginal_price", route.price(after: 0))
    figures.add("threshold_price", call.threshold(terms))
    figures.add("repay_most_profitable", units)
    figures.add("repay_break_even", call.repayment(terms, on: route, sizing: .breakEven))
    figures.add("gas_cost", terms.gasCost)
    figures.add("profit", call.profit(ofRepaying: units, terms, on: route))
    figures.add("verdict", word: call.acts(terms, on: route) ? "acts" : "waits")
  }
}
