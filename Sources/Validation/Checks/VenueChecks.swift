import Exits

extension ReferenceCheck {
  static let poolSwap = ReferenceCheck(
    "liquidity/pool_swap",
    [
      .claimed(
        "invariant_D", "proceeds", "marginal_price_before", "marginal_price_after",
        "average_impact", "multiplier", "size_to_multiplier")
    ]
  ) { reference, figures in
    let venue = try reference.venue("curve")
    let displacement = try reference.number("displacement", .nonNegative)
    let amount = try reference.number("amount_in", .positive)
    let proceeds = venue.proceeds(of: amount, after: displacement)
    let before = venue.marginal(displacement)
    if let pool = venue as? StableSwapVenue { figures.add("invariant_D", pool.invariant) }
    figures.add("proceeds", proceeds)
    figures.add("marginal_price_before", before)
    figures.add("marginal_price_after", venue.marginal(displacement + amount))
    figures.add("average_impact", 1 - proceeds / (amount * before))
    figures.add("multiplier", venue.multiplier(displacement + amount))
    let target = try reference.number("target_multiplier", .openFraction)
    figures.add("size_to_multiplier", venue.sales(downTo: target * venue.marginal(0)))
  }

  /// Legs in sequence, each split over its venues.
  static let routeSplit = ReferenceCheck(
    "liquidity/route_split", [.claimed("leg*", "proceeds")]
  ) { reference, figures in
    var amount = try reference.number("amount_in", .positive)
    let legs = try MemberCell.list(try reference.json("legs"), of: "legs")
    for (i, leg) in legs.enumerated() {
      let venues = try MemberCell.list(leg, of: "legs").map {
        try MemberCell($0, of: "legs").venue()
      }
      let route = RoutedVenue(venues)
      let split = route.split(amount)
      let proceeds = route.proceeds(amount)
      let best = venues.map { $0.proceeds(amount) }.max() ?? 0
      let name = "leg\(i + 1)_"
      figures.add(name + "marginal_price", split.marginal)
      for (k, sold) in split.amounts.enumerated() { figures.add("\(name)venue\(k + 1)_in", sold) }
      figures.add(name + "out", proceeds)
      figures.add(name + "gain_over_best_single", proceeds / best - 1)
      amount = proceeds
    }
    figures.add("proceeds", amount)
  }

  static let quoteDepth = ReferenceCheck(
    "liquidity/quote_depth_fit", [.claimed("average_impact_*", "level_price_*", "total_cost")]
  ) { reference, figures in
    let knots = try MemberCell.list(try reference.json("knots"), of: "knots").map {
      try MemberCell.number($0, of: "knots")
    }
    let depth = QuoteDepth(
      try reference.pairs("quotes").map { QuoteDepth.Quote(size: $0.0, impact: $0.1) },
      knots: knots)
    for (k, impact) in depth.averageImpacts.enumerated() {
      figures.add("average_impact_\(k + 1)", impact)
      figures.add("level_price_\(k + 1)", depth.levels[k].price)
    }
    figures.add("total_cost", depth.totalCost)
  }

  static let stableSwapFromDiscount = ReferenceCheck(
    "liquidity/stableswap_from_discount",
    [.claimed("reserve_in", "reserve_out", "size_at_slippage")]
  ) { reference, figures in
    let pool = StableSwapVenue(
      invariant: try reference.number("invariant_D", .positive),
      amplification: try reference.number("A", .positive),
      fee: try reference.number("fee", .fractionBelowOne),
      discount: try reference.number("discount"))
    figures.add("reserve_in", pool.reserveIn)
    figures.add("reserve_out", pool.reserveOut)
    figures.add(
      "size_at_slippage",
      pool.size(atAverageSlippage: try reference.number("average_slippage", .openFraction)))
  }

  static let impactDecay = ReferenceCheck(
    "liquidity/impact_decay", [.claimed("displacement", "multiplier", "price_impact")]
  ) { reference, figures in
    let venue = ScaledVenue(
      try reference.venue("curve"), by: try reference.number("depth_scale", .positive))
    let year = 365.0
    var displacement = Displacement(
      try reference.pairs("components").map { ExitMemory(share: $0.0, halfLife: $0.1 / year) })
    let end = try reference.number("time_days", .nonNegative)
    var last = 0.0
    for (time, amount) in try reference.pairs("sales") where time <= end {
      displacement.fade(over: (time - last) / year)
      displacement.sell(amount)
      last = time
    }
    displacement.fade(over: (end - last) / year)
    let multiplier = venue.multiplier(displacement.tokens)
    figures.add("displacement", displacement.tokens)
    figures.add("multiplier", multiplier)
    figures.add("price_impact", 1 - multiplier)
  }

  static let constantProductSwap = ReferenceCheck(
    "protocol/constant_product_swap", [.claimed("amount_out", "price_impact", "new_spot")]
  ) { reference, figures in
    let kept = try reference.number("fee_num", .positive)
    let whole = try reference.number("fee_den", .positive)
    let pool = ConstantProductVenue(
      reserveIn: try reference.number("reserve_in", .positive),
      reserveOut: try reference.number("reserve_out", .positive), fee: (whole - kept) / whole)
    let amount = try reference.number("amount_in", .positive)
    let proceeds = pool.proceeds(amount)
    let after = pool.after(selling: amount)
    figures.add("amount_out", proceeds)
    figures.add("price_impact", 1 - proceeds / (amount * pool.reserveOut / pool.reserveIn))
    figures.add("new_spot", after.reserveOut / after.reserveIn)
  }

  /// The contract's integers in real numbers.
  static let stableSwap = ReferenceCheck(
    "protocol/stableswap", [.claimed("D", "y", "dy_after_fee", "spot_loss")]
  ) { reference, figures in
    var balances = try reference.numbers("balances")
    let (i, j) = (try reference.integer("i", from: 0), try reference.integer("j", from: 0))
    guard i != j, i < balances.count, j < balances.count else {
      throw UnreadableInput(name: "j", text: "\(j)")
    }
    let (reserveIn, reserveOut) = (balances[i], balances[j])
    for k in [i, j].sorted(by: >) { balances.remove(at: k) }
    func pool(fee: Double) throws -> StableSwapVenue {
      StableSwapVenue(
        reserveIn: reserveIn, reserveOut: reserveOut, others: balances,
        amplification: try reference.number("A", .positive)
          / (try reference.number("A_precision", .positive)), fee: fee)
    }
    let amount = try reference.number("dx", .positive)
    let fee = try reference.number("fee_1e10", .nonNegative) / 1e10
    let proceeds = try pool(fee: fee).proceeds(amount)
    figures.add("D", try pool(fee: fee).invariant)
    figures.add("y", reserveOut - (try pool(fee: 0).proceeds(amount)))
    figures.add("dy_after_fee", proceeds)
    figures.add("spot_loss", 1 - proceeds / amount)
  }
}
