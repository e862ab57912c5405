import VectorMath

/// The columns of one companion: of a block of paths for its bound, or of up to a block of touched ones.
package struct IntradayCompanionColumns: ~Copyable {
  private let own: PathBlock
  /// The companion's log price since the start of the step at check i in column i − 1; written by `refine`.
  package let path: PathBlock

  /// Columns of zeros, with a variance of 1.
  ///
  /// - Parameter checks: n, or 0 for columns that only hold a bound.
  package init(checks: Int) {
    own = PathBlock(columnCount: 7)
    path = PathBlock(columnCount: checks)
    own[1].fill(1)
  }

  /// q_B and its h; written by whoever refines.
  package var step: IntradayStep { IntradayStep(innovation: own[0], variance: own[1]) }
  /// V_B.
  package var variances: Column { own[2] }
  /// What no point of the companion's bridge is below.
  package var low: Column { own[3] }
  /// Y, the bridge that is the companion's alone: q_B and (1 − ρ²) V_B.
  var ownStep: IntradayStep { IntradayStep(innovation: own[0], variance: own[4]) }
  /// M of Y.
  var ownMinima: Column { own[5] }
  /// θ of Y.
  var ownMinimumTimes: Column { own[6] }
}
