import VectorMath

/// A price whose log return is an innovation with a variance, a drift, and jumps where it has any:
///
///     r = q + d + J,  q = √V Z
///
/// so that the price within the step is a Brownian bridge to q, a line to d, and J at one instant.
/// Whoever looks within steps asks for q and J before `advance`, whose results stay the same bytes.
package protocol IntradayRefinable: StochasticProcess {
  /// What the variance of a step says of V.
  var intradayLaw: IntradayLaw { get }
  /// Writes q and the variance of the step that `advance` is about to make.
  ///
  /// - Parameter columns: State at the start of the step, and its shocks; only read.
  func writeInnovation(_ columns: ProcessColumns, to step: IntradayStep)
}

/// A price whose steps have jumps, its own or on top of another factor's price.
package protocol JumpingPrice: StochasticProcess {
  /// Writes J, the sum of the jumps of the step that `advance` is about to make; 0 where there is none.
  ///
  /// - Parameter columns: State at the start of the step, and its shocks; only read.
  func writeJumps(_ columns: ProcessColumns, to jumps: Column)
}
