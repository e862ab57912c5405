import Foundation
import TestSupport
import Testing

@testable import Passes

@Suite struct ObservedSamplesTests {
  /// L_(⌈n p⌉) of the ten log discounts 0.01, 0.02, ... 0.10: ranks 1, 1, 3, 5, 8, 10 and 10 for 1, 5, 25, 50,
  /// 75, 95 and 99 %. The series shows d = 1 − exp(−x).
  @Test func quantilesAreRoundedUp() throws {
    let plan = try SamplePlan().plan().losses
    var samples = ObservedSamples(plan)
    for k in samples.steps.indices {
      samples.values[0][k] = [3, 9, 1, 10, 5, 2, 8, 4, 7, 6].map { $0 / 100 }
    }
    let series = samples.quantiles(plan)[0]
    #expect(series.probabilities == [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])
    #expect(series.paths == 10 && series.values.count == 11)
    for values in series.values {
      for (found, rank) in zip(values, [1, 1, 3, 5, 8, 10, 10]) {
        #expect(abs(found + expm1(-Double(rank) / 100)) < 1e-8)
      }
    }
  }
}
