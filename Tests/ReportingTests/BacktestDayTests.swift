import Diagnostics
import RiskMeasures
import Tables
import Testing

@testable import Backtesting
@testable import Reporting

/// The table of days and the words of a backtest made by hand.
@Suite struct BacktestDayTests {
  private static let start = CalendarDate(dayNumber: 18_000)
  private static let losses = (1...200).map { Double($0) }

  private func plan(_ model: String = "ewma") throws -> BacktestPlan {
    BacktestPlan(
      run: try SyntheticRun.plan(name: "walk", numeraire: .usd, seed: 1),
      from: Self.start.adding(days: 100), to: Self.start.adding(days: 130), window: 100,
      horizons: [1, 3], levels: [0.9, 0.95],
      models: [try #require(ForecastModelCatalog.model(named: model))], quantity: .equityLoss,
      factors: [
        FactorHistory(
          factor: 0, name: "eth", firstDate: Self.start,
          logReturns: [Double](repeating: 0.01, count: 130))
      ])
  }

  /// Thirty days of a forecast of 1 ... 200; the loss of day i is 6 i, and the last two of the longer
  /// horizon have none yet.
  private func figures(
    _ model: String = "ewma", by estimator: String = "ewma", refusal: String? = nil
  ) async throws -> BacktestFigures {
    let plan = try plan(model)
    let days = try plan.dates.indices.map { i in
      ForecastDay(
        dayNumber: plan.dates[i].dayNumber,
        fits: [.init(estimator: estimator, refusal: refusal, parameters: ["volatility": 0.5])],
        horizons: try plan.horizons.map { horizon in
          try ForecastDay.Horizon(
            losses: Self.losses,
            realised: plan.isMeasured(plan.dates[i], horizon: horizon) ? Double(6 * i) : nil,
            levels: plan.levels)
        })
    }
    return try await BacktestFigures(plan, days: [days], workers: 1)
  }

  /// Of a horizon of three days every third one is tested, none of which overlap, as long as its loss
  /// is known; 180 and 190 are exceeded from day 31 and 32 on.
  @Test func daysSayWhatIsTested() async throws {
    let bytes = BacktestDayTable.render(try await figures())
    var errors: [InputError] = []
    let table = try #require(
      CSVTable(
        contents: bytes, file: "days.csv", required: ["date", "horizon_days", "tested", "loss"],
        others: .ignored, errors: &errors))
    let rows = Array(table)
    #expect(rows.count == 60)
    for (k, row) in rows.enumerated() {
      let (i, horizon) = (k / 2, k % 2 == 0 ? 1 : 3)
      #expect(row.cell("date").text == Self.start.adding(days: 100 + i).description)
      #expect(row.cell("horizon_days").text == String(horizon))
      let isMeasured = i + horizon <= 30
      #expect(row.cell("tested").text == String(isMeasured && i % horizon == 0), "\(i), \(horizon)")
      #expect(row.cell("loss").text == (isMeasured ? "\(Double(6 * i))" : ""))
    }
  }

  /// Every third of 30 days has a loss of three days that counts: 10 × 5 % is half an exceedance, 10 × 10 % one.
  @Test func wordsSayWhereAPassSaysNothing() async throws {
    let figures = try await figures()
    #expect(
      BacktestWords.weakLevels(figures)
        == "Fewer than 1 exceedance is due at 95 % of 3 d: a pass there says nothing.")
    #expect(
      BacktestText.render(figures, directory: "out").contains(
        "Fewer than 1 exceedance is due at 95 % of 3 d: a pass there says nothing."))
    #expect(BacktestWords.standIn(figures.models[0], "(", ")").isEmpty)
  }

  /// A model that was refused on every day has no verdict of its own.
  @Test func wordsSayWhoStoodIn() async throws {
    let figures = try await figures("garch-t", by: "student-t", refusal: "too short")
    let text = BacktestText.render(figures, directory: "out")
    let rows = text.split(separator: "\n").filter {
      $0.contains("  yellow ") || $0.contains(" (student-t)")
    }
    #expect(rows.count == 4 && rows.allSatisfy { $0.hasSuffix(" (student-t)") }, "\(text)")
    #expect(
      BacktestWords.sentence(figures.models[0]).hasPrefix(
        "garch-t (student-t stood in on all days) "))
  }

  /// 40 of 60 losses above a VaR that three should exceed are too many, none of 500 above one that 25
  /// should exceed too few; three of 60 pass.
  @Test func wordsSayWhichWayAModelFails() throws {
    func words(_ count: Int, of days: Int) throws -> String {
      let horizons = try (0..<days).map { i in
        // Spread over the days, so that exceedances do not cluster by construction.
        let isOver = i * count / days != (i + 1) * count / days
        return try ForecastDay.Horizon(
          losses: Self.losses, realised: isOver ? 195 : 100, levels: [0.95])
      }
      return BacktestWords.verdict(
        try LevelFigures(
          horizons, level: 0.95, index: 0, histories: SimulatedHistories(seed: 1)))
    }
    #expect(try words(40, of: 60).hasPrefix("fails, too many: "))
    #expect(try words(0, of: 500).hasPrefix("fails, too few: "))
  }
}
