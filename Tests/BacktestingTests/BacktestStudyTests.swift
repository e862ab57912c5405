import Passes
import RiskMeasures
import Testing

@testable import Backtesting

/// A backtest in parts that have been bytes in between.
@Suite struct BacktestStudyTests {
  private func plan() throws -> BacktestPlan {
    try BacktestCase(
      days: 130, horizons: [1, 3], models: ["garch-t", "student-t", "constant-volatility"],
      logReturns: BacktestCase.returns(count: 230, seed: 3)
    ).plan()
  }

  private func bytes(_ part: BacktestPart) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = BinaryWriter { bytes += $0 }
    try part.write(to: &writer)
    try writer.finish()
    return bytes
  }

  /// The part as another process reads it.
  private func read(_ bytes: [UInt8], _ plan: BacktestPlan) throws -> BacktestPart {
    var rest = bytes[...]
    var reader = BinaryReader { count in
      let piece = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
      return piece
    }
    let part = try BacktestStudy(plan).readPart(from: &reader)
    try reader.requireEnd()
    return part
  }

  private func part(_ index: Int, of count: Int, _ plan: BacktestPlan) async throws -> BacktestPart
  {
    try await BacktestStudy(plan).part(
      Shard(index: index, count: count), workers: 1 + index % 2, progress: { _, _ in })
  }

  /// Three stretches of three models are nine tasks, so that some of eleven shards have none. A fit that
  /// went on from another shard's last day would differ.
  @Test(arguments: [1, 2, 7, 11]) func partsGiveTheBitsOfOneProcess(_ count: Int) async throws {
    let plan = try plan()
    let whole = try await WalkForward(plan, workers: 1).run()
    var merged: BacktestPart?
    for index in (0..<count).reversed() {
      let part = try await part(index, of: count, plan)
      let sent = try read(try bytes(part), plan)
      #expect(sent.checksums.map(\.sums) == part.checksums.map(\.sums))
      if merged == nil { merged = sent } else { merged?.merge(sent) }
    }
    let parts = try #require(merged)
    let study = BacktestStudy(plan)
    let days = study.days(parts)
    expectEqual(days, whole, plan)
    #expect(days.map(\.count) == [130, 130, 130])
    #expect(days[2].allSatisfy { $0.fits[0].refusal == nil })
    #expect(days[0].contains { $0.fits[0].refusal != nil })
    let answer = try await study.answer(parts, workers: 2, progress: { _, _ in })
    let figures = try await BacktestFigures(plan, days: whole, workers: 1)
    for (a, b) in zip(answer.models, figures.models) {
      #expect(a.horizons.map(\.transform.values) == b.horizons.map(\.transform.values))
      for (x, y) in zip(a.horizons, b.horizons) {
        #expect(x.levels.map(\.tests) == y.levels.map(\.tests))
      }
    }
  }

  /// Forecasts are counted to the number of the shard's own.
  @Test func progressCountsForecasts() async throws {
    let plan = try BacktestCase(days: 70, models: ["ewma", "constant-volatility"]).plan()
    let seen = Seen()
    for index in 0..<2 {
      _ = try await BacktestStudy(plan).part(
        Shard(index: index, count: 2), workers: 2,
        progress: { done, total in
          Task { await seen.add(done, total) }
        })
    }
    for _ in 0..<1_000 where await seen.count < 140 { try await Task.sleep(for: .milliseconds(2)) }
    // Fifty days of both models, then the twenty that are left.
    #expect(await seen.totals == [100: 100, 40: 40])
  }

  /// A task that was computed otherwise is found by its checksum, whatever differs in it.
  @Test func checksumsSeeEveryFigure() throws {
    let losses = BacktestCase.returns(count: 100, seed: 5)
    func checksum(
      day: Int = 1, estimator: String = "a", refusal: String? = nil, name: String = "x",
      value: Double = 1, realised: Double? = 0.01, factor: Double = 1
    ) throws -> UInt64 {
      let day = ForecastDay(
        dayNumber: day,
        fits: [.init(estimator: estimator, refusal: refusal, parameters: [name: value, "y": 2])],
        horizons: [
          try .init(losses: losses.map { factor * $0 }, realised: realised, levels: [0.95])
        ])
      return Forecasts([[day]], shape: ForecastDay.Shape(try plan())).checksum
    }
    let sums = [
      try checksum(), try checksum(day: 2), try checksum(estimator: "b"),
      try checksum(refusal: ""), try checksum(name: "z"), try checksum(value: 1.0.nextUp),
      try checksum(realised: nil), try checksum(realised: 0.01.nextUp),
      try checksum(factor: 1.0.nextUp),
    ]
    #expect(Set(sums).count == sums.count)
    #expect(try checksum() == sums[0])
  }

  /// Bytes of a plan of other levels, days or models, and bytes that end early.
  @Test func otherPlansAreRefused() async throws {
    let known = BacktestCase(days: 20, models: ["ewma", "constant-volatility"])
    let bytes = try bytes(try await part(0, of: 1, try known.plan()))
    var others = [known, known, known, known]
    others[0].levels = [0.95]
    others[1].days = 21
    others[2].models = ["ewma"]
    others[3].horizons = [1, 2]
    for other in others {
      let plan = try other.plan()
      #expect(throws: BinaryReader.Failure.self) { try read(bytes, plan) }
    }
    let plan = try known.plan()
    #expect(throws: BinaryReader.Failure.endsEarly) { try read(Array(bytes.dropLast(9)), plan) }
    _ = try read(bytes, plan)
  }
}

/// The largest number done by the number there is.
private actor Seen {
  private(set) var totals: [Int: Int] = [:]
  private(set) var count = 0

  func add(_ done: Int, _ total: Int) {
    count += 1
    totals[total] = max(totals[total] ?? 0, done)
  }
}

/// Equal to the bit, in everything that a forecast holds.
func expectEqual(_ a: [[ForecastDay]], _ b: [[ForecastDay]], _ plan: BacktestPlan) {
  let shape = ForecastDay.Shape(plan)
  #expect(a.map(\.count) == b.map(\.count))
  #expect(Forecasts(a, shape: shape).checksum == Forecasts(b, shape: shape).checksum)
}
