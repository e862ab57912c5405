import Foundation
import TestSupport
import Testing
import VectorMath

@testable import Processes

@Suite struct IntradaySkeletonTests {
  /// Never below M, at q at the end, the clock rising to 1: for small and large innovations, with both laws
  /// and 1, 24 and 96 checks.
  @Test(arguments: [1, 24, 96], [IntradayLaw.known, .studentT(degreesOfFreedom: 3)])
  func keepsItsMinimumAndItsEnd(_ checks: Int, _ law: IntradayLaw) {
    let bridge = IntradayBridge(law, clock: IntradayClock(checks: checks))
    for (k, q) in [0, 1e-12, -0.05, 0.05, -1, 1].enumerated() {
      var sample = IntradaySample(bridge, innovation: q, variance: 0.0016, seed: UInt64(k))
      for _ in 0..<8 {
        sample.draw()
        for p in 0..<PathBlock.pathCount {
          let m = sample.columns.minima[path: p]
          var before = 0.0
          for i in 0..<checks {
            let time = sample.columns.times[i][path: p]
            #expect(sample.columns.path[i][path: p] >= m && time >= before && time <= 1)
            before = time
          }
          #expect(before == 1 && sample.columns.path[checks - 1][path: p] == q)
          let theta = sample.columns.minimumTimes[path: p]
          #expect(theta >= 0 && theta <= 1 && sample.columns.variances[path: p] > 0)
        }
      }
    }
  }

  /// Nothing moves within a step without variance, and no number is lost.
  @Test func standsStillWithoutVariance() {
    let bridge = IntradayBridge(.known, clock: IntradayClock(checks: 24))
    var sample = IntradaySample(bridge, innovation: 0, variance: 0, seed: 1)
    sample.draw()
    for p in 0..<PathBlock.pathCount {
      for i in 0..<24 { #expect(abs(sample.columns.path[i][path: p]) < 1e-90) }
    }
  }

  /// A path does not depend on its neighbours or its place, and paths beyond the count stay as they were.
  @Test func pathsAreTheirOwn() {
    let law = IntradayLaw.studentT(degreesOfFreedom: 3.46)
    let bridge = IntradayBridge(law, clock: IntradayClock(checks: 24))
    var whole = IntradaySample(bridge, innovation: -0.05, variance: 0.0016, seed: 5)
    whole.draw()
    let part = IntradayColumns(bridge.draws)
    let chosen = [200, 3, 77, 78, 255]
    for (to, from) in chosen.enumerated() {
      part.step.innovation[path: to] = whole.columns.step.innovation[path: from]
      part.step.variance[path: to] = whole.columns.step.variance[path: from]
      part.minima[path: to] = whole.columns.minima[path: from]
      for k in 0..<bridge.draws.uniformCount {
        part.uniforms[k][path: to] = whole.columns.uniforms[k][path: from]
      }
      for k in 0..<bridge.draws.normalCount {
        part.normals[k][path: to] = whole.columns.normals[k][path: from]
      }
    }
    part.path[7].fill(9)
    bridge.refine(part, pathCount: chosen.count)
    for (to, from) in chosen.enumerated() {
      for i in 0..<24 {
        #expect(part.path[i][path: to] == whole.columns.path[i][path: from])
        #expect(part.times[i][path: to] == whole.columns.times[i][path: from])
      }
    }
    #expect(part.path[7][path: 8] == 9)
  }

  /// Given the lowest point: mean of its time and of the price at half time.
  ///
  /// Seed 17, 262,144 paths; the standard error of the time is 6e-4, of the price 3e-5.
  @Test func meetsTheReferenceTableGivenTheMinimum() throws {
    for reference in try ReferenceTable("barrier/intraday_bridge_minimum.csv").cases
    where reference.text("law") == "gaussian" {
      let bridge = IntradayBridge(.known, clock: IntradayClock(evenChecks: 2))
      var sample = IntradaySample(
        bridge, innovation: try reference.input("R"),
        variance: try reference.input("daily_variance"), seed: 17)
      let level = try reference.input("level")
      var time = SampleSum()
      var half = SampleSum()
      for _ in 0..<1024 {
        sample.draw(minimum: level)
        for p in 0..<PathBlock.pathCount {
          time.add(sample.columns.minimumTimes[path: p])
          half.add(sample.columns.path[0][path: p])
        }
      }
      for (sum, quantity) in [
        (time, "mean_clock_of_min_given_min"), (half, "mean_half_time_given_min"),
      ] {
        let row = try #require(reference.row(quantity))
        sum.expect(row.number("expected"), row.description)
      }
    }
  }

  /// Looks at even checks: the price at one of n of them is at or below the level.
  ///
  /// Seed 18, 524,288 paths; the tolerance of 4 mc_sd/√N is 0.0008 to 0.002.
  @Test func meetsTheReferenceTableAtEvenChecks() throws {
    for reference in try ReferenceTable("barrier/intraday_bridge_minimum.csv").cases {
      guard let row = reference.row("prob_check_min_at_or_below") else { continue }
      let checks = Int(try reference.input("checks"))
      let bridge = IntradayBridge(
        try IntradayExtremesTests.law(reference), clock: IntradayClock(evenChecks: checks))
      var sample = IntradaySample(
        bridge, innovation: try reference.input("R"),
        variance: try reference.input("daily_variance"), seed: 18)
      let level = try reference.input("level")
      var hits = SampleSum()
      for _ in 0..<2048 {
        sample.draw()
        for p in 0..<PathBlock.pathCount {
          hits.add((0..<checks).contains { sample.columns.path[$0][path: p] <= level })
        }
      }
      hits.expect(row.number("expected"), row.description)
    }
  }

  struct HourlyLaw: Sendable {
    let law: IntradayLaw
    let q: Double
    let level: Double
    let belowLevel: Double
    let fall: Double
    let belowFall: Double
    let mean: Double
  }

  static let hourlyLaws = [
    HourlyLaw(
      law: .known, q: 0, level: -0.04, belowLevel: 0.0726, fall: -0.02, belowFall: 0.2872,
      mean: -0.019298),
    HourlyLaw(
      law: .known, q: -0.05, level: -0.07, belowLevel: 0.0870, fall: -0.03, belowFall: 0.1322,
      mean: -0.056765),
    HourlyLaw(
      law: .studentT(degreesOfFreedom: 3.46), q: -0.02, level: -0.06, belowLevel: 0.0201,
      fall: -0.03, belowFall: 0.0491, mean: -0.028257),
    HourlyLaw(
      law: .studentT(degreesOfFreedom: 3.46), q: -0.15, level: -0.20, belowLevel: 0.0654,
      fall: -0.10, belowFall: 0.0518, mean: -0.163127),
  ]

  /// A day of variance 0.0016 with 24 checks on the exponential clock, against a sampler of its own with
  /// 2,000,000 draws: its error is 0.0003 for shares and, of the mean, at most 0.00002.
  ///
  /// Seed 19, 1,048,576 paths; standard errors of shares up to 0.00045.
  @Test(arguments: hourlyLaws) func meetsTheLawOfHours(_ expected: HourlyLaw) {
    let bridge = IntradayBridge(expected.law, clock: IntradayClock(checks: 24))
    var sample = IntradaySample(bridge, innovation: expected.q, variance: 0.0016, seed: 19)
    var belowLevel = SampleSum()
    var belowFall = SampleSum()
    var mean = SampleSum()
    for _ in 0..<4096 {
      sample.draw()
      for v in 0..<PathBlock.vectorCount {
        var lowest = sample.columns.path[0][v]
        var fall = lowest
        for i in 1..<24 {
          lowest = minimum(lowest, sample.columns.path[i][v])
          fall = minimum(fall, sample.columns.path[i][v] - sample.columns.path[i - 1][v])
        }
        for lane in 0..<Vector.laneCount {
          belowLevel.add(lowest[lane] <= expected.level)
          belowFall.add(fall[lane] <= expected.fall)
          mean.add(lowest[lane])
        }
      }
    }
    belowLevel.expect(expected.belowLevel, error: 0.0003, "P(check ≤ \(expected.level))")
    belowFall.expect(expected.belowFall, error: 0.0003, "P(fall ≤ \(expected.fall))")
    mean.expect(expected.mean, error: 0.00002, "E[lowest check]")
  }
}
