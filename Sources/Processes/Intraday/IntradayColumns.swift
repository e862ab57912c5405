import VectorMath

/// The columns of a worker that refines steps: up to a block of touched paths at a time.
///
/// Whoever refines writes the step, the lowest points and the draws of the touched paths to the first places
/// of the columns; the bridge writes the rest.
package struct IntradayColumns: ~Copyable {
  private let own: PathBlock
  /// τ of check i in column i − 1, `[pathCount × checks]`; written by the bridge.
  package let times: PathBlock
  /// The log price since the start of the step at check i in column i − 1; written by the bridge.
  package let path: PathBlock
  /// Normals by draw, as `IntradayDraws` numbers them; written by whoever refines.
  package let normals: PathBlock
  /// Uniforms by draw.
  package let uniforms: PathBlock

  /// Columns of zeros, with a variance of 1, so that places without a path are finite.
  package init(_ draws: IntradayDraws) {
    own = PathBlock(columnCount: 5)
    times = PathBlock(columnCount: draws.checks)
    path = PathBlock(columnCount: draws.checks)
    normals = PathBlock(columnCount: draws.drawnNormalCount)
    uniforms = PathBlock(columnCount: draws.uniformCount)
    own[1].fill(1)
  }

  /// q and h of the touched paths; written by whoever refines.
  package var step: IntradayStep { IntradayStep(innovation: own[0], variance: own[1]) }
  /// M of the touched paths; written by whoever refines.
  package var minima: Column { own[2] }
  /// V; written by the bridge, and read by companions.
  package var variances: Column { own[3] }
  /// θ; written by the bridge.
  package var minimumTimes: Column { own[4] }
}
