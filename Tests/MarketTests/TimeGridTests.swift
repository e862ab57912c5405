import Market
import Testing

@Suite struct TimeGridTests {
  /// ACT/365F: 30 daily steps are 30/365 of a year, and a step is 1/365.
  @Test func timesAreInYears() {
    let grid = TimeGrid(stepCount: 30, stepDays: 1)
    #expect(grid.step.length == 1.0 / 365)
    #expect(abs(grid.horizon - 30.0 / 365) < 1e-16)
    #expect(grid.time(at: 0) == 0)
    #expect(grid.time(at: 30) == grid.horizon)
    #expect(grid.days(at: 7) == 7)
  }

  @Test func partsOfADay() {
    let grid = TimeGrid(stepCount: 48, stepDays: 0.5)
    #expect(grid.days(at: 48) == 24)
    #expect(abs(grid.horizon - 24.0 / 365) < 1e-16)
    #expect(TimeStep(days: 0.5) == grid.step)
  }

  @Test func refusesAGridWithoutSteps() async {
    await #expect(processExitsWith: .failure) { _ = TimeGrid(stepCount: 0, stepDays: 1) }
    await #expect(processExitsWith: .failure) { _ = TimeStep(length: .nan) }
    await #expect(processExitsWith: .failure) { _ = TimeStep(length: -1) }
  }
}
