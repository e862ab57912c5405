import Testing

@testable import Backtesting

@Suite struct WorkersTests {
  /// Later tasks finish first; the results are in order all the same.
  @Test(arguments: [1, 2, 7]) func resultsAreInTheOrderOfTasks(_ workers: Int) async throws {
    let found = try await Workers.map(20, workers: workers) { task in
      try await Task.sleep(for: .microseconds(200 * (20 - task)))
      return task * task
    }
    #expect(found == (0..<20).map { $0 * $0 })
  }
}
