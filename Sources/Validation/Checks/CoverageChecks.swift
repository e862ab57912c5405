import RiskMeasures

extension ReferenceCheck {
  static let kupiecRatio = ReferenceCheck(
    "backtest/kupiec_pof", [.claimed("LR", "p_value", "reject_5pct")]
  ) { reference, figures in
    let days = try reference.integer("days", from: 1)
    let test = KupiecTest(level: try level(reference))
    let ratio = test.statistic(
      exceedances: min(days, try reference.integer("exceptions", from: 0)), days: days)
    figures.add("LR", ratio)
    figures.add("p_value", test.pValue(of: ratio))
    figures.add("reject_5pct", word: "\(ratio > test.criticalValue(significance: 0.05))")
  }

  static let kupiecRegion = ReferenceCheck("backtest/kupiec_region", [.claimed("min", "max")]) {
    reference, figures in
    let region = KupiecTest(level: try level(reference))
      .nonRejectionRegion(days: try reference.integer("days", from: 1))
    if let region {
      figures.add("min", Double(region.lowerBound))
      figures.add("max", Double(region.upperBound))
    }
  }

  static let kupiecSizePower = ReferenceCheck(
    "backtest/kupiec_size_power", [.claimed("reject_prob")]
  ) { reference, figures in
    let probability = KupiecTest(level: try level(reference)).rejectionProbability(
      days: try reference.integer("days", from: 1),
      under: .independent(probability: try reference.number("true_p", .openFraction)))
    figures.add("reject_prob", probability)
  }

  /// The level of the unconditional part is named by the quantities.
  static let christoffersen = ReferenceCheck(
    "backtest/christoffersen",
    [
      .claimed(
        "days", "n00", "n01", "n10", "n11", "LR_ind", "p_ind", "LR_uc_p*", "LR_cc_p*", "p_cc_p*")
    ]
  ) { reference, figures in
    let counts = try ExceedanceSeries(try exceedances(reference)).counts
    figures.add("days", Double(counts.days))
    figures.add("n00", Double(counts.transitions.n00))
    figures.add("n01", Double(counts.transitions.n01))
    figures.add("n10", Double(counts.transitions.n10))
    figures.add("n11", Double(counts.transitions.n11))
    addIndependence(counts.transitions, pValue: "p_ind", to: &figures)
    for word in Set(reference.rows.compactMap { $0.quantity.split(separator: "_p").last }) {
      guard let p = Double(word), p > 0, p < 1 else { continue }
      let conditional = ConditionalCoverageTest(level: Level(1 - p))
      let ratio = conditional.statistic(of: counts)
      figures.add("LR_uc_p\(word)", KupiecTest(level: Level(1 - p)).statistic(of: counts))
      figures.add("LR_cc_p\(word)", ratio)
      figures.add("p_cc_p\(word)", conditional.pValue(of: ratio))
    }
  }

  static let christoffersenCounts = ReferenceCheck(
    "backtest/christoffersen_counts", [.claimed("LR_ind", "p_value")]
  ) { reference, figures in
    let transitions = TransitionCounts(
      n00: try reference.integer("n00", from: 0), n01: try reference.integer("n01", from: 0),
      n10: try reference.integer("n10", from: 0), n11: try reference.integer("n11", from: 0))
    addIndependence(transitions, pValue: "p_value", to: &figures)
  }

  static let trafficLight = ReferenceCheck(
    "backtest/traffic_light",
    [.claimed("cumulative", "at_least", "zone", "multiplier_mar99", "plus_factor_1996")]
  ) { reference, figures in
    let days = try reference.integer("days", from: 1)
    let exceedances = min(days, try reference.integer("exceptions", from: 0))
    let light = TrafficLight(days: days, level: try level(reference))
    figures.add("cumulative", light.probability(ofAtMost: exceedances))
    figures.add("at_least", light.probability(ofAtLeast: exceedances))
    figures.add("zone", word: light.zone(exceedances: exceedances).rawValue)
    if let factors = light.factors(exceedances: exceedances) {
      figures.add("multiplier_mar99", factors.multiplier)
      figures.add("plus_factor_1996", factors.plusFactor1996)
    }
  }

  /// The table's p is the probability of an exceedance.
  private static func level(_ reference: ReferenceCase) throws -> Level {
    Level(1 - (try reference.number("p", .openFraction)))
  }

  /// The statistic does not depend on the level, which only its size is stated for.
  private static func addIndependence(
    _ transitions: TransitionCounts, pValue: String, to figures: inout ReferenceFigures
  ) {
    let test = IndependenceTest(level: 0.99)
    let ratio = test.statistic(of: transitions)
    figures.add("LR_ind", ratio)
    figures.add(pValue, test.pValue(of: ratio))
  }

  /// `0x12,1,0x30`: 12 days without an exceedance, one with, 30 without.
  private static func exceedances(_ reference: ReferenceCase) throws -> [Bool] {
    let text = try reference.text("hits")
    return try text.split(separator: ",").flatMap { run in
      let parts = run.split(separator: "x", omittingEmptySubsequences: false)
      guard parts.count <= 2, ["0", "1"].contains(parts[0]),
        let length = parts.count == 2 ? Int(parts[1]) : 1, (0...1_000_000).contains(length)
      else { throw UnreadableInput(name: "hits", text: text) }
      return [Bool](repeating: parts[0] == "1", count: length)
    }
  }
}
