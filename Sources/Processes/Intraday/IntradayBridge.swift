import VectorMath

/// The price within the steps of one factor, given their innovations.
///
/// A step's innovation q = √V Z has a variance V that is known or, given q, known in law. Within the step the log
/// price is a Brownian bridge to q of variance V on a clock. Every path draws the lowest point M; those that it
/// puts in danger draw V, the time of M, the clock, and the price at the checks.
package struct IntradayBridge: Sendable {
  /// Lowest and highest points.
  package let extremes: IntradayExtremes
  /// V given q and M.
  package let variance: IntradayVariance
  /// The clock that companions share.
  package let clock: IntradayClock
  /// Which draw is what.
  package let draws: IntradayDraws

  /// Tabulates the laws, once a run.
  package init(_ law: IntradayLaw, clock: IntradayClock, companions: Int = 0) {
    extremes = IntradayExtremes(law)
    variance = IntradayVariance(law)
    self.clock = clock
    draws = IntradayDraws(checks: clock.checks, companions: companions)
  }

  /// Draws V, θ, the clock and the skeleton of the first paths of the columns, whose step, M and draws are
  /// written.
  ///
  /// - Parameter pathCount: Touched paths; what follows them up to a multiple of eight is worked on, and is
  ///   to be finite.
  package func refine(_ columns: borrowing IntradayColumns, pathCount: Int) {
    let vectors = (pathCount + Vector.laneCount - 1) / Vector.laneCount
    variance.set(
      columns.variances, columns.step, minima: columns.minima,
      normals: columns.normals[IntradayDraws.variance], vectors: vectors)
    MinimumTime.set(
      columns.minimumTimes, innovations: columns.step.innovation, minima: columns.minima,
      variances: columns.variances, normals: columns.normals[IntradayDraws.minimumTime],
      uniforms: columns.uniforms[IntradayDraws.minimumTimeRoot], vectors: vectors)
    clock.set(
      columns.times, normals: columns.normals, first: IntradayDraws.clock, vectors: vectors)
    IntradaySkeleton.set(
      columns.path, times: columns.times, checks: clock.checks,
      innovations: columns.step.innovation, minima: columns.minima, variances: columns.variances,
      minimumTimes: columns.minimumTimes, normals: columns.normals, first: draws.skeleton,
      vectors: vectors)
  }
}
