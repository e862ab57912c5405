import Studies
import TestSupport
import Testing

/// What a run will take, from its first paths.
@Suite struct RunTrialTests {
  /// Fewer paths than the pilot's keep every loss: 3 quantities of 3 wide subjects and the desk loss with
  /// path numbers, 16 bytes a path, and 3 of 4 accounts without, 8 bytes.
  @Test func countsTheLossesThatAreKept() throws {
    let plan = try SamplePlan(paths: 2_000).plan()
    try #require(plan.portfolio.books.count == 2 && plan.portfolio.accounts.count == 4)
    let trial = try RunTrial(plan, workers: 1, cores: 1)
    #expect(trial.tailBytes == Double(2_000 * ((3 * 3 + 1) * 16 + 3 * 4 * 8)))
    #expect(trial.seconds > 0)
  }

  /// Ten times the paths keep ten times the losses, to the noise of a trial.
  @Test func growsWithThePaths() throws {
    let small = try RunTrial(try SamplePlan(paths: 1_000_000).plan(), workers: 1, cores: 1)
    let large = try RunTrial(try SamplePlan(paths: 10_000_000).plan(), workers: 1, cores: 1)
    #expect((8...12).contains(large.tailBytes / small.tailBytes))
  }

  @Test func onlyLongRunsAreTried() throws {
    #expect(!RunTrial.isWorthwhile(try SamplePlan(paths: 100_000).plan()))
    #expect(RunTrial.isWorthwhile(try SamplePlan(paths: 1_000_000_000).plan()))
  }
}
