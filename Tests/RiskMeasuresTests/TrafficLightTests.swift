import RiskMeasures
import TestSupport
import Testing

@Suite struct TrafficLightTests {
  @Test func matchesTable() throws {
    let table = try ReferenceTable("backtest/traffic_light.csv")
    for row in table.rows {
      let light = TrafficLight(days: row.integer("days"), level: Level(1 - row.number("p")))
      let exceedances = row.integer("exceptions")
      switch row["quantity"] {
      case "zone":
        #expect(light.zone(exceedances: exceedances).rawValue == row["expected"], "\(row)")
      case "cumulative": check(row, light.probability(ofAtMost: exceedances))
      case "at_least": check(row, light.probability(ofAtLeast: exceedances))
      case "multiplier_mar99": check(row, light.factors(exceedances: exceedances)?.multiplier)
      default: check(row, light.factors(exceedances: exceedances)?.plusFactor1996)
      }
    }
    #expect(table.rows.count == 86)
  }

  private func check(_ row: ReferenceRow, _ got: Double?) {
    #expect(row.accepts(got ?? .nan), "\(row.miss(got ?? .nan))")
  }

  /// Basel Committee (1996), table 2: cumulative probabilities in per cent of 0 to 10 exceedances.
  @Test func cumulativeProbabilitiesArePublished() {
    let light = TrafficLight(days: 250, level: 0.99)
    let published = [8.11, 28.58, 54.32, 75.81, 89.22, 95.88, 98.63, 99.60, 99.89, 99.97, 99.99]
    for (exceedances, value) in published.enumerated() {
      #expect(abs(100 * light.probability(ofAtMost: exceedances) - value) <= 0.00501)
    }
    #expect(
      (0...12).map { light.zone(exceedances: $0).rawValue.prefix(1) }.joined() == "gggggyyyyyrrr")
  }

  /// Basel Committee (1996), table 1: a right model is accepted (up to 4) but for 10.8 %; one that
  /// covers 98 %, 97 %, 96 %, 95 % is accepted with 43.9 %, 12.8 %, 2.7 %, 0.5 %.
  @Test(arguments: [(0.01, 89.2), (0.02, 43.9), (0.03, 12.8), (0.04, 2.7), (0.05, 0.5)])
  func powerIsPublished(_ p: Double, _ percent: Double) {
    let light = TrafficLight(days: 250, level: 0.99)
    let law = ExceedanceLaw.independent(probability: p)
    #expect(abs(100 * light.probability(of: .green, under: law) - percent) <= 0.0501)
    let zones = TrafficLight.Zone.allCases.map { light.probability(of: $0, under: law) }
    #expect(abs(zones.reduce(0, +) - 1) < 1e-13)
  }

  @Test func factorsBelongToOneCase() {
    #expect(TrafficLight(days: 250, level: 0.975).factors(exceedances: 5) == nil)
    #expect(TrafficLight(days: 500, level: 0.99).factors(exceedances: 5) == nil)
    #expect(TrafficLight(days: 250, level: 0.99).factors(exceedances: 250)?.multiplier == 2)
  }
}
