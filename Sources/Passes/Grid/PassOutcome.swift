/// What has been kept of some tasks of a pass.
package struct PassOutcome<Partial: Mergeable, Harvest: Mergeable>: Sendable {
  /// Partial results by node of the pass's tree.
  package var fold: TreeFold<Partial>
  /// `nil` where no task was done.
  package private(set) var harvest: Harvest?

  /// Adds what another worker has kept.
  package mutating func merge(_ next: Harvest) {
    if harvest == nil { harvest = next } else { harvest?.merge(next) }
  }
}
