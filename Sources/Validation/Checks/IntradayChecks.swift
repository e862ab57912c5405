import Processes
import RandomNumbers
import VectorMath

extension ReferenceCheck {
  private static let intradayBlocks = 2048

  /// The lowest point of a step, and the price within it given that point.
  ///
  /// Closed forms, the point drawn from a given uniform, and simulations of the bridge on an even clock.
  static let intradayMinimum = ReferenceCheck(
    "barrier/intraday_bridge_minimum",
    [
      .notCovered(
        because: "no such law of a step",
        where: { !["gaussian", "student_t"].contains($0.word("law")) }),
      .claimed(
        "prob_min_at_or_below", "min_quantile", "mean_variance_given_R*",
        "mean_clock_of_min_given_min", "mean_half_time_given_min"),
      .simulated("prob_check_min_at_or_below"),
    ], weight: 8
  ) { reference, figures in
    let law: IntradayLaw =
      try reference.text("law") == "gaussian"
      ? .known : .studentT(degreesOfFreedom: try reference.number("nu", .positive))
    let q = try reference.number("R")
    let h = try reference.number("daily_variance", .positive)
    let level = try reference.number("level")
    let bridge = IntradayBridge(law, clock: IntradayClock(checks: 1))
    figures.add(
      "prob_min_at_or_below",
      bridge.extremes.probability(minimumAtOrBelow: level, innovation: q, variance: h))
    figures.add(
      "mean_variance_given_R", bridge.variance.mean(innovation: q, variance: h, minimum: nil))
    figures.add(
      "mean_variance_given_R_and_min",
      bridge.variance.mean(innovation: q, variance: h, minimum: level))
    let columns = IntradayColumns(bridge.draws)
    columns.step.innovation.fill(q)
    columns.step.variance.fill(h)
    columns.uniforms[IntradayDraws.minimum].fill(try reference.number("u", .openFraction))
    bridge.extremes.setMinima(
      columns.minima, columns.step, uniforms: columns.uniforms[IntradayDraws.minimum])
    figures.add("min_quantile", columns.minima[path: 0])
    guard try reference.integer("checks", from: 0) > 0 else { return }
    try addChecks(law, q, h, level, reference, &figures)
    if law == .known { addGivenMinimum(q, h, level, &figures) }
  }

  private static let intradayPaths = 400_000

  /// Accounts of a run that looks at the ends of days, or at every hour.
  static let intradayRun = ReferenceCheck(
    "barrier/intraday_mc", [.simulated("prob_liquidated_*", "mean_bad_debt_per_debt_*")],
    weight: 20
  ) { reference, figures in
    let found = IntradayCase(
      initialVolatility: try reference.number("start_volatility", .positive),
      targetVolatility: try reference.number("target_volatility", .positive),
      threshold: try reference.number("threshold", .openFraction),
      bonus: try reference.number("bonus", .nonNegative),
      healthFactors: try reference.numbers("health_factors"),
      days: try reference.integer("days", from: 1), checks: try reference.integer("checks", from: 1)
    )
    for (i, outcome) in try found.outcomes(paths: intradayPaths).enumerated() {
      let paths = Double(intradayPaths)
      figures.add(
        "prob_liquidated_\(i)", simulated: Double(outcome.liquidated) / paths,
        paths: intradayPaths)
      figures.add(
        "mean_bad_debt_per_debt_\(i)", simulated: outcome.badDebt / paths, paths: intradayPaths)
    }
  }

  /// Whether one of the checks is at or below the level.
  private static func addChecks(
    _ law: IntradayLaw, _ q: Double, _ h: Double, _ level: Double, _ reference: ReferenceCase,
    _ figures: inout ReferenceFigures
  ) throws {
    let checks = try reference.integer("checks", from: 1)
    let bridge = IntradayBridge(law, clock: IntradayClock(evenChecks: checks))
    var hits = 0
    refine(bridge, q, h, minimum: nil) { columns in
      for p in 0..<PathBlock.pathCount
      where (0..<checks).contains(where: { columns.path[$0][path: p] <= level }) {
        hits += 1
      }
    }
    let paths = intradayBlocks * PathBlock.pathCount
    figures.add(
      "prob_check_min_at_or_below", simulated: Double(hits) / Double(paths), paths: paths)
  }

  /// Time of the lowest point, and the price at half time, where the point is the level.
  private static func addGivenMinimum(
    _ q: Double, _ h: Double, _ level: Double, _ figures: inout ReferenceFigures
  ) {
    var time = RunningMoments()
    var half = RunningMoments()
    let bridge = IntradayBridge(.known, clock: IntradayClock(evenChecks: 2))
    refine(bridge, q, h, minimum: level) { columns in
      time.add(columns.minimumTimes)
      half.add(columns.path[0])
    }
    for (name, moments) in [
      ("mean_clock_of_min_given_min", time), ("mean_half_time_given_min", half),
    ] {
      let error = (moments.sampleVariance / Double(moments.count)).squareRoot()
      figures.add(name, moments.mean, standardError: error)
    }
  }

  /// Many blocks of one step, each drawn from its own path numbers.
  private static func refine(
    _ bridge: IntradayBridge, _ q: Double, _ h: Double, minimum: Double?,
    _ take: (borrowing IntradayColumns) -> Void
  ) {
    let normals = NormalSource(seed: 1, stream: .intradaySkeleton, precision: .double)
    let uniforms = UniformSource(seed: 1, stream: .intradayMinimum)
    let draws = bridge.draws
    let columns = IntradayColumns(draws)
    columns.step.innovation.fill(q)
    columns.step.variance.fill(h)
    for block in 0..<intradayBlocks {
      let paths = PathNumbers(block: block)
      normals.fill(columns.normals, draws: draws.drawnNormalCount, paths: paths, step: 0)
      for k in 0..<draws.uniformCount {
        uniforms.fill(columns.uniforms[k], draw: k, paths: paths, step: 0)
      }
      if let minimum {
        columns.minima.fill(minimum)
      } else {
        bridge.extremes.setMinima(
          columns.minima, columns.step, uniforms: columns.uniforms[IntradayDraws.minimum])
      }
      bridge.refine(columns, pathCount: PathBlock.pathCount)
      take(columns)
    }
  }
}
