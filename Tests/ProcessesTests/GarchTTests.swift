import Diagnostics
import Foundation
import Market
import Testing
import VectorMath

@testable import Processes

@Suite struct GarchTTests {
  static let values = [
    "alpha": 0.1, "beta": 0.85, "targetVolatility": 0.8, "initialVolatility": 1.2,
    "degreesOfFreedom": 3,
  ]

  /// Seed 41, 65,536 paths of 20 days at 120 % volatility, standard error about 0.001. Leaving c(h)
  /// out moves the mean by 0.03, taking it at the long-run instead of the day's variance by 0.01.
  @Test func keepsTheExpectedPrice() throws {
    let process = try GarchT(Self.values)
    let logPrice = PathSet(for: process, paths: 65_536, steps: 20, seed: 41).advance(process)[0]
    expectMoments(logPrice.map { exp($0) }, mean: 1)
  }

  /// Two days by hand: the variance of the second day comes from the clamped innovation of the
  /// first.
  @Test func stepIsTheFormula() throws {
    let process = try GarchT(Self.values)
    let law = ClampedStudentT(degreesOfFreedom: 3, bound: 1)
    func logMean(_ h: Double) -> Double { law.logMean(scale: (h / 3).squareRoot()).value }
    let h0 = 1.44 / 365
    let q0 = (h0 / 3).squareRoot() * -4
    let h1 = 0.05 * 0.64 / 365 + 0.1 * q0 * q0 + 0.85 * h0
    let path = PathSet(path: [[-4], [100]]).advance(process)
    // The second innovation, 100 scales, is clamped at 1.
    let h2 = 0.05 * 0.64 / 365 + 0.1 + 0.85 * h1
    #expect(abs(path[2][0] - h2) < 1e-15)
    #expect(abs(path[1][0] - (1 - logMean(h1))) < 1e-9)
    #expect(abs(path[0][0] - (q0 - logMean(h0) + 1 - logMean(h1))) < 1e-9)
  }

  /// A drift of 73 % a year adds 0.73 / 365 = 0.002 to every day's log return, and nothing else.
  @Test func driftIsOfAYear() throws {
    var values = Self.values
    let still = try GarchT(values)
    values["drift"] = 0.73
    let moving = try GarchT(values)
    let paths = PathSet(path: [[-4], [0.5]])
    let (a, b) = (paths.advance(still), paths.advance(moving))
    #expect(abs(b[1][0] - a[1][0] - 0.002) < 1e-15)
    #expect(abs(b[0][0] - a[0][0] - 0.004) < 1e-15)
    #expect(a[2][0] == b[2][0])
  }

  /// Unit variance of the innovation: with α = 0 the returns have the variance h for a law whose
  /// fourth moment exists. Seed 42, 65,536 paths, standard error of the variance 1.2 %.
  @Test func innovationsHaveTheStatedVariance() throws {
    let process = try GarchT([
      "alpha": 0, "beta": 0, "targetVolatility": 0.5, "initialVolatility": 0.5,
      "degreesOfFreedom": 6,
    ])
    let logReturn = PathSet(for: process, paths: 65_536, steps: 1, seed: 42).advance(process)[1]
    expectMoments(logReturn, mean: -0.125 / 365, variance: 0.25 / 365)
  }

  @Test func refusesSumOfOne() throws {
    var given = Self.values.mapValues { ($0, SourceLocation(file: "market.yaml", line: 1)) }
    given["beta"] = (0.9, SourceLocation(file: "market.yaml", line: 7, column: 11))
    var errors: [InputError] = []
    let table = try #require(
      ParameterTable(
        given, declared: GarchT.parameters, owner: "eth",
        at: SourceLocation(file: "market.yaml", line: 4), errors: &errors))
    do {
      _ = try GarchT(table, step: TimeStep(days: 1))
      Issue.record("accepted alpha + beta = 1")
    } catch {
      #expect(error.location == SourceLocation(file: "market.yaml", line: 7, column: 11))
      #expect(error.message == "alpha + beta is 1.0; it must be less than 1")
    }
  }

  @Test(arguments: [0.5, 7.0]) func refusesOtherSteps(_ days: Double) {
    do {
      _ = try GarchT(Self.values, days: days)
      Issue.record("accepted a step of \(days) days")
    } catch {
      #expect(error.location.file == "code")
      #expect(error.message.contains("garch-t is fitted to steps of 1 day"))
    }
  }

  @Test func asksForItsOwnLaw() throws {
    #expect(try GarchT(Self.values).shocks == [Shock("", .studentT(3))])
  }
}
