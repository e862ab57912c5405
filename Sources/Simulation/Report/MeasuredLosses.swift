/// What the pass over all paths has found.
struct MeasuredLosses {
  let sums: RowSums
  let counts: RowCounts
  let observed: ObservedSamples
  /// By wide row.
  let shapes: [HistogramShape]
  /// The number that each row's sums were taken from.
  let centers: [Double]
  /// By row.
  let tails: [TailBuffer]

  /// - Precondition: Every task of the pass has been done.
  init(_ outcome: PassOutcome<PathSums, CollectedLosses>, pilot: Pilot) {
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
