import Diagnostics
import Foundation
import Tables
import Testing

@testable import Calibration

/// The step of a series, and what depends on it.
@Suite struct SeriesStepTests {
  private static func series(_ days: [Double], _ values: [Double]? = nil) -> DatedSeries {
    DatedSeries(
      name: "s", origin: "test",
      dates: days.map { CalendarDate(dayNumber: Int($0.rounded(.down))) }, days: days,
      values: values ?? days.map { 100 + sin($0) }, file: "h.csv",
      lines: Array(2..<(2 + days.count)))
  }

  @Test func stepIsTheMedian() throws {
    let step = try #require(SeriesStep([0, 1, 2, 3, 6, 7, 8, 10]))
    #expect(step.days == 1 && step.change == nil)
    // Distances of 3 and 2 among seven.
    #expect(abs(step.shareOff - 2.0 / 7) < 1e-12)
    #expect(SeriesStep([5]) == nil)
  }

  /// A day of the change of clocks is a day; months are months; a day and a half is no day.
  @Test func smallDifferencesAreNone() throws {
    let clocks = try #require(SeriesStep([0, 1, 1.9583, 2.9583, 3.9583]))
    #expect(clocks.shareOff == 0)
    let months = try #require(SeriesStep([0, 31, 59, 90, 120, 151]))
    #expect(months.days == 31 && months.shareOff == 0)
    let off = try #require(SeriesStep([0, 1, 2, 3.13, 4.13]))
    #expect(off.shareOff == 0.25)
  }

  /// Five weeks in a row among days; four are none. At the start the days come after the weeks.
  @Test func changesOfTheStep() throws {
    let days = (0..<30).map(Double.init)
    func weeks(_ count: Int) -> [Double] { (1...count).map { 29 + 7 * Double($0) } }
    #expect(SeriesStep(days + weeks(4))?.change == nil)
    let late = try #require(SeriesStep(days + weeks(5))?.change)
    #expect(late.position == 30 && late.before == 1 && late.after == 7)
    let mirrored = (days + weeks(5)).map { 100 - $0 }.reversed()
    let early = try #require(SeriesStep(Array(mirrored))?.change)
    #expect(early.position == 6 && early.before == 7 && early.after == 1)
    let error = try #require(Self.series(days + weeks(5)).stepChange)
    #expect(error.location == SourceLocation(file: "h.csv", line: 32))
  }

  private static let words: [(Double, String)] = [
    (1, "day"), (7, "7 days"), (31, "31 days"), (0.041_666_667, "hour"), (0.166_666_667, "4 hours"),
    (0.010_416_667, "15 minutes"), (0.5, "12 hours"), (1.5, "1.5 days"),
  ]

  @Test func stepsInWords() {
    for (days, words) in Self.words { #expect(SeriesStep.words(days) == words) }
  }

  /// Weekly prices of a geometric Brownian motion: its volatility is that of a year, whatever the step.
  /// Seed 3, 2,000 weeks: standard error 0.6 / √4000 = 0.0095.
  @Test func volatilityOfAYearDoesNotDependOnTheStep() throws {
    var draws = Draws(seed: 3)
    var price = 100.0
    let weeks = (0..<2_000).map { Double($0) * 7 }
    let values = weeks.map { _ in
      price *= exp(0.6 * (7.0 / 365).squareRoot() * draws.normal())
      return price
    }
    let fit = FactorCalibration(
      factor: "a", estimator: .returns(ConstantVolatilityEstimator()),
      series: Self.series(weeks, values)
    ).run()
    #expect(abs((fit.processParameters["volatility"] ?? 0) - 0.6) < 4 * 0.0095)
  }

  /// Which estimators write parameters of a day, and not of a year.
  @Test func lawsOfOneDay() {
    let daily = EstimatorCatalog.all.filter { $0.isOfOneDay }.map { $0.name }
    #expect(daily == ["student-t", "garch-t"])
  }

  /// Two moments each in the zone of +09:00: the later one of each local day.
  @Test func daysAreThoseOfTheZone() throws {
    let zone = 9.0 / 24
    // 08:00 and 20:00 at +09:00, days 10 and 11.
    let local: [Double] = [10 + 1.0 / 3, 10 + 5.0 / 6, 11 + 1.0 / 3, 11 + 5.0 / 6]
    let days = local.map { $0 - zone }
    let series = DatedSeries(
      name: "s", origin: "", dates: [10, 10, 11, 11].map { CalendarDate(dayNumber: $0) },
      days: days,
      values: [1, 2, 3, 4], zone: zone)
    var errors: [InputError] = []
    var warnings: [InputError] = []
    let closes = try #require(
      series.dailyCloses(
        "x", at: SourceLocation(file: "f"), errors: &errors, warnings: &warnings))
    #expect(closes.values == [2, 4] && closes.days == [11 - zone, 12 - zone])
    #expect(warnings.first?.message.contains("each day at UTC+9:00") == true)
  }
}

/// Correlations over intervals that two histories share.
@Suite struct SharedIntervalTests {
  private static func plan(_ name: String, _ days: [Double], _ logs: [Double]) -> FactorCalibration
  {
    FactorCalibration(
      factor: name, estimator: .returns(ConstantVolatilityEstimator()),
      series: DatedSeries(
        name: name, origin: "test",
        dates: days.map { CalendarDate(dayNumber: Int($0.rounded(.down))) }, days: days,
        values: logs.map { exp($0) }))
  }

  private static func dependence(_ plans: [FactorCalibration]) throws -> FactorDependence {
    try #require(
      MarketCalibration(
        plans, dependence: DependencePlan(.kendall, factors: plans.map(\.factor))
      ).dependence)
  }

  /// sin(πτ/2) with τ counted pair by pair.
  private static func elliptical(_ x: [Double], _ y: [Double]) -> Double {
    var sum = 0.0
    for i in x.indices {
      for j in 0..<i { sum += (x[i] - x[j]) * (y[i] - y[j]) > 0 ? 1 : -1 }
    }
    return sin(.pi / 2 * sum / Double(x.count * (x.count - 1) / 2))
  }

  /// 700 days of a, and b seen every seventh: their correlation is that of returns over the same weeks.
  private static func days(_ seed: UInt64, _ count: Int) -> (a: [Double], b: [Double]) {
    var draws = Draws(seed: seed)
    var (a, b) = ([0.0], [0.0])
    for _ in 1..<count {
      let z = draws.normal()
      a.append(a[a.count - 1] + 0.02 * z)
      b.append(b[b.count - 1] + 0.02 * (0.8 * z + 0.6 * draws.normal()))
    }
    return (a, b)
  }

  @Test func daysAndWeeksMeetInWeeks() throws {
    let (a, b) = Self.days(5, 700)
    let all = (0..<700).map(Double.init)
    let weeks = stride(from: 0, to: 700, by: 7).map { $0 }
    let found = try Self.dependence([
      Self.plan("a", all, a), Self.plan("b", weeks.map { all[$0] }, weeks.map { b[$0] }),
    ])
    func returns(_ x: [Double]) -> [Double] {
      zip(weeks.dropFirst(), weeks).map { x[$0] - x[$1] }
    }
    let pair = try #require(found.pairs.first)
    #expect(pair.count == 99 && abs(pair.interval - 7) < 1e-9)
    let correlation = try #require(pair.correlation)
    #expect(abs(correlation - Self.elliptical(returns(a), returns(b))) < 1e-12)
    #expect(abs(correlation - 0.8) < 4 * 0.05)
    #expect(
      found.warnings.map(\.text) == [
        "a has steps of 1 day, b of 7 days: their correlation is over 99 common intervals of 7 days"
      ])
  }

  /// A week that b lacks, and a day that a lacks: neither interval counts, the others do.
  @Test func gapsAreNoIntervals() throws {
    let (a, b) = Self.days(6, 700)
    let days = (0..<700).filter { $0 != 101 }
    let weeks = stride(from: 0, to: 700, by: 7).filter { $0 != 350 }
    let found = try Self.dependence([
      Self.plan("a", days.map(Double.init), days.map { a[$0] }),
      Self.plan("b", weeks.map(Double.init), weeks.map { b[$0] }),
    ])
    // 99 weeks, less the two around 350, less that of day 101.
    #expect(found.pairs.first?.count == 96)
  }

  /// Closes of one day at 16:00 and 24:00 are not the same interval.
  @Test func hoursApartIsNotTogether() throws {
    let (a, b) = Self.days(7, 300)
    let days = (0..<300).map(Double.init)
    let found = try Self.dependence([
      Self.plan("a", days, a), Self.plan("b", days.map { $0 - 1.0 / 3 }, b),
    ])
    #expect(found.pairs.first?.count == 0)
    #expect(found.pairs.first?.correlation == nil)
  }

  /// 22:30:00 and 22:29:59 are one close, and so are stamps that scatter by a minute: 699 days, not 351 pairs of days.
  @Test(arguments: [(1.0, 0.0), (0, 60), (1, 60)])
  func secondsApartIsTogether(_ shift: Double, _ scatter: Double) throws {
    let (a, b) = Self.days(7, 700)
    func stamps(_ pace: Double, _ shift: Double) -> [Double] {
      (0..<700).map {
        Double($0) + (22.5 * 3600 - shift + scatter * sin(pace * Double($0))) / 86_400
      }
    }
    let found = try Self.dependence([
      Self.plan("a", stamps(1.3, 0), a), Self.plan("b", stamps(2.1, shift), b),
    ])
    func returns(_ x: [Double]) -> [Double] { zip(x.dropFirst(), x).map { $0 - $1 } }
    let pair = try #require(found.pairs.first)
    #expect(pair.count == 699 && abs(pair.interval - 1) < 0.001 && found.warnings.isEmpty)
    #expect(found.commonCount == 699 && abs(found.commonInterval - 1) < 0.001)
    #expect(abs((pair.correlation ?? 0) - Self.elliptical(returns(a), returns(b))) < 1e-12)
  }

  /// A sixteenth of a day is 90 minutes: 89 are together, 91 are not. Two instants of one series are never one.
  @Test func instantsAreOneWithinASixteenth() {
    let minute = 1.0 / 1440
    let near = CommonInstants([[0, 1], [89 * minute, 1 - 89 * minute]], closerThan: 1.0 / 16)
    #expect(near.numbers == [[0, 1], [0, 1]] && near.days == [0, 1 - 89 * minute])
    let far = CommonInstants([[0, 1], [91 * minute, 1 - 91 * minute]], closerThan: 1.0 / 16)
    #expect(far.numbers == [[0, 3], [1, 2]])
    let dense = CommonInstants([[0, 60 * minute], [61 * minute]], closerThan: 1.0 / 16)
    #expect(dense.numbers == [[0, 1], [1]])
  }

  /// What keeps a dependence from being estimated: too few fits, too few intervals, residuals that do not move.
  @Test func absencesHaveTheirReason() throws {
    let (a, b) = Self.days(11, 700)
    let days = (0..<700).map(Double.init)
    func dependence(
      _ b: [Double], days other: [Double], _ estimator: DependencePlan.Estimator
    ) throws -> FactorDependence {
      let plans = [Self.plan("a", days, a), Self.plan("b", other, b)]
      return try #require(
        MarketCalibration(plans, dependence: DependencePlan(estimator, factors: ["a", "b"]))
          .dependence)
    }
    let none = try dependence(days.map { _ in 1 }, days: days, .ledoitWolf)
    #expect(none.copulaAbsence == .fits && none.shrinkageAbsence == .fits)
    #expect(none.commonCount == 0 && none.pairs.isEmpty)
    let few = try dependence(Array(b.prefix(50)), days: Array(days.prefix(50)), .ledoitWolf)
    let words = "49 common days, at least 60 are needed"
    #expect(few.copulaAbsence?.description == words && few.shrinkageAbsence == few.copulaAbsence)
    #expect(few.pairs.first?.absence == few.copulaAbsence)
    let never = try dependence(b, days: days.map { $0 + 0.5 }, .kendall)
    #expect(
      never.pairs.first?.absence?.description
        == "no common interval, at least 60 are needed")
    #expect(never.shrinkageAbsence == nil)
    // b stands still while a is known, and moves afterwards.
    let late = (0..<1_400).map { $0 < 700 ? 0 : b[$0 - 700] }
    let still = try dependence(late, days: (0..<1_400).map(Double.init), .kendall)
    #expect(still.pairs.first?.count == 699 && still.pairs.first?.correlation == nil)
    #expect(still.pairs.first?.absence?.description.contains("are all equal") == true)
    let right = try dependence(b, days: days, .ledoitWolf)
    #expect(right.copulaAbsence == nil && right.shrinkageAbsence == nil)
    #expect(right.pairs.first?.absence == nil && right.copula != nil)
  }

  /// Hours and days meet in days.
  @Test func hoursAndDaysMeetInDays() throws {
    var draws = Draws(seed: 8)
    var logs = [0.0]
    for _ in 1...(24 * 100) { logs.append(logs[logs.count - 1] + 0.004 * draws.normal()) }
    let hours = logs.indices.map { Double($0) / 24 }
    let days = stride(from: 0, through: 24 * 100, by: 24).map { $0 }
    let found = try Self.dependence([
      Self.plan("a", hours, logs), Self.plan("b", days.map { hours[$0] }, days.map { logs[$0] }),
    ])
    #expect(found.pairs.first?.count == 100)
    #expect(abs((found.pairs.first?.correlation ?? 0) - 1) < 1e-12)
  }

  /// One of two series a day off: 0.8 stands a day later, and says so; in step nothing is said.
  @Test func aDayApartIsTold() throws {
    let (a, b) = Self.days(9, 500)
    let days = (0..<500).map(Double.init)
    let right = try Self.dependence([Self.plan("a", days, a), Self.plan("b", days, b)])
    #expect(right.warnings.isEmpty)
    let late = try Self.dependence([
      Self.plan("a", days, a), Self.plan("b", days.map { $0 + 1 }, b),
    ])
    let warning = try #require(late.warnings.first)
    #expect(late.warnings.count == 1 && warning.consequence == .likelySlip)
    #expect(warning.text.contains("with b 1 day later: is one of the two dated a step off?"))
    let early = try Self.dependence([
      Self.plan("a", days.map { $0 + 1 }, a), Self.plan("b", days, b),
    ])
    #expect(early.warnings.first?.text.contains("with b 1 day earlier") == true)
  }

  /// Independent series say nothing in 40 trials: a false alarm has a probability of about 1 in 500.
  @Test func independentSeriesSayNothing() throws {
    var told = 0
    for seed in 100..<140 {
      let (a, _) = Self.days(UInt64(seed), 200)
      let (b, _) = Self.days(UInt64(seed + 1_000), 200)
      let days = (0..<200).map(Double.init)
      told += try Self.dependence([Self.plan("a", days, a), Self.plan("b", days, b)]).warnings.count
    }
    #expect(told <= 1)
  }
}
