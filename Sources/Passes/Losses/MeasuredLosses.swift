/// What the pass over all paths has found.
package struct MeasuredLosses {
  /// By row, from `centers`.
  package let sums: RowSums
  /// Numbers of paths and liquidations.
  package let counts: RowCounts
  /// Series on the first paths.
  package let observed: ObservedSamples
  /// By wide row.
  package let shapes: [HistogramShape]
  /// The number that each row's sums were taken from.
  package let centers: [Double]
  /// By row.
  package let tails: [TailBuffer]

  /// - Precondition: Every task of the pass has been done.
  package init(_ outcome: PassOutcome<PathSums, CollectedLosses>, pilot: Pilot) {
    guard let paths = outcome.fold.result, let collected = outcome.harvest else {
      preconditionFailure("all tasks of the pass are done")
    }
    sums = paths.sums
    observed = paths.observed
    counts = collected.counts
    tails = collected.tails
    shapes = pilot.shapes
    centers = pilot.centers
  }
}
