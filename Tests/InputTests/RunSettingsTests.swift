import Diagnostics
import Input
import Testing

/// Settings at the ends of what is allowed, worked out by hand.
@Suite struct RunSettingsTests {
  private func run(_ edits: [(String, String)]) -> BadDocument {
    BadDocument("settings", "run.yaml", edit: .several(edits.map { ("run.yaml", $0.0, $0.1) }))
  }

  private func report(_ paths: Int, _ levels: String, attribution: String = "0.5") throws -> String
  {
    try run([
      ("paths: 10000", "paths: \(paths)"), ("[0.95, 0.99]", levels),
      ("attributionLevel: 0.975", "attributionLevel: \(attribution)"),
      (
        "level: 0.99, book: loops, warn: 10, hard: 20",
        "level: 0.9, book: loops, warn: 10, hard: 20"
      ),
    ]).report()
  }

  /// A level needs one path beyond it: 1 / (1 − 0.9) = 10, 1 / (1 − 0.99) = 100, 1 / (1 − 0.975) = 40.
  @Test func levelsNeedOnePathBeyondThem() throws {
    #expect(try report(10, "[0.9]").hasPrefix("loaded\n"))
    #expect(try report(9, "[0.9]").contains("no path of 9 lies beyond it"))
    #expect(try report(100, "[0.9, 0.99]").hasPrefix("loaded\n"))
    #expect(try report(99, "[0.9, 0.99]").contains("no path of 99 lies beyond it"))
    #expect(try report(40, "[0.9]", attribution: "0.975").hasPrefix("loaded\n"))
    #expect(
      try report(39, "[0.9]", attribution: "0.975").contains("no path of 39 lies beyond it"))
  }

  /// Levels ascend strictly.
  @Test func aLevelStandsOnce() throws {
    #expect(try report(1_000, "[0.9, 0.9]").contains("it must be above the level before it, 0.9"))
    #expect(try report(1_000, "[0.9, 0.8]").contains("it must be above the level before it, 0.9"))
  }

  /// 2,400 h in steps of 3 h are 100 d in 800 steps; a run has at most 100,000 steps.
  @Test func horizonsInHours() throws {
    let hours = run([("horizon: 30 d", "horizon: 2400 h"), ("step: 1 d", "step: 3 h")])
    let grid = try TemporaryFolder.with(hours.files()) {
      try RunDocument.load("\($0)/run.yaml").plan.paths.grid
    }
    #expect(grid.stepCount == 800 && grid.stepDays == 0.125)
    let most = run([("horizon: 30 d", "horizon: 12500 d"), ("step: 1 d", "step: 3 h")])
    #expect(try most.report().hasPrefix("loaded\n"))
    let more = run([("horizon: 30 d", "horizon: 12501 d"), ("step: 1 d", "step: 3 h")])
    #expect(try more.report().contains("it must be at most 100000"))
  }
}
