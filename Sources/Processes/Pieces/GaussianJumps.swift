import Diagnostics
import Foundation
import Market
import VectorMath

/// A compensated compound Poisson sum of normal jumps of a log price.
///
///     J | n = n m + √n s Z,  n ~ Poisson(λΔt),  drift −λkΔt with k = e^(m + s²/2) − 1
///
/// so that E[e^(J − λkΔt)] = 1. Counts come from one normal column, sizes from another.
struct GaussianJumps: Sendable {
  let counts: PoissonCounts
  /// m, mean log jump.
  let mean: Double
  /// s, standard deviation of a log jump.
  let deviation: Double
  /// λkΔt, to be subtracted from the log drift of a step.
  let compensator: Double

  /// The declaration of the three parameters, with `rate` described by the process.
  ///
  /// Jumps of a day of ETH deviate by 2 % to 10 %; half a price is the most that is usual.
  ///
  /// - Parameter mean: What is usual for m: jumps of both signs, or falls alone.
  static func parameters(rate: String, mean: UsualRange) -> [Parameter] {
    [
      Parameter("jumpRate", .nonNegative, usual: .eventRate, unit: "per year", rate),
      Parameter(
        "jumpMean", NumberRange(from: -10, to: 10), usual: mean, unit: "log return",
        "m, mean log jump"),
      Parameter(
        "jumpVolatility", NumberRange(from: 0, to: 10), usual: .share(0.002, 0.5),
        unit: "log return",
        "s, standard deviation of a log jump"),
    ]
  }

  init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    counts = try PoissonCounts(rate: "jumpRate", of: parameters, step: step)
    mean = parameters["jumpMean"]
    deviation = parameters["jumpVolatility"]
    compensator = counts.mean * expm1(mean + deviation * deviation / 2)
  }

  /// Adds the jumps of a step to `logReturn`; vectors without a jump are left untouched.
  @inline(__always)
  func add(to logReturn: Column, counts event: Column, sizes: Column) {
    let first = Vector(repeating: counts.first)
    let mean = Vector(repeating: mean)
    let deviation = Vector(repeating: deviation)
    for v in 0..<PathBlock.vectorCount where mask(first, lessThan: event[v]) != 0 {
      let n = counts.counts(event[v])
      logReturn[v] += multiplyAdd(squareRoot(n) * deviation, sizes[v], n * mean)
    }
  }

  /// The jumps of a step alone, 0 where there is none.
  func write(to jumps: Column, counts: Column, sizes: Column) {
    jumps.fill(0)
    add(to: jumps, counts: counts, sizes: sizes)
  }
}
