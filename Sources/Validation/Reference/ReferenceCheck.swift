/// One kind of reference table: what is claimed of it, and how the engine finds the figures.
///
/// The figures of a case are computed from its inputs through the engine's own code. To add one:
/// write a static member as in `EstimatorChecks.swift`, add a line to `ReferenceCatalog.all`.
package struct ReferenceCheck: Sendable {
  /// Folder and name of the table.
  package let table: String
  /// Which of the table's values are claimed.
  package let coverage: ReferenceCoverage
  /// About how long it takes, in seconds of one core; long ones are started first.
  let weight: Double
  /// Whether it draws paths; the others are done in an instant.
  package var isSimulated: Bool { weight > 0 }
  /// Adds the engine's figures of a case.
  let add: @Sendable (ReferenceCase, inout ReferenceFigures) throws -> Void

  init(
    _ table: String, _ rules: [ReferenceCoverage.Rule], weight: Double = 0,
    add: @escaping @Sendable (ReferenceCase, inout ReferenceFigures) throws -> Void
  ) {
    self.table = table
    coverage = ReferenceCoverage(rules: rules)
    self.weight = weight
    self.add = add
  }
}
