/// One kind of reference table: what is claimed of it, and how the engine finds the figures.
///
/// The figures of a case are computed from its inputs through the engine's own code. To add one:
/// copy `OrderStatisticCheck.swift`, change it, add a line to `ReferenceCatalog.all`.
public struct ReferenceCheck: Sendable {
  /// Folder and name of the table.
  public let table: String
  public let coverage: ReferenceCoverage
  /// About how long it takes, in seconds of one core; long ones are started first.
  let weight: Double
  /// Whether it draws paths; the others are done in an instant.
  public var isSimulated: Bool { weight > 0 }
  let figures: @Sendable (ReferenceCase) async throws -> ReferenceFigures

  init(
    _ table: String, _ rules: [ReferenceCoverage.Rule], weight: Double = 0,
    figures: @escaping @Sendable (ReferenceCase) async throws -> ReferenceFigures
  ) {
    self.table = table
    coverage = ReferenceCoverage(rules: rules)
    self.weight = weight
    self.figures = figures
  }

  /// The same for figures that need no simulation run.
  init(
    _ table: String, _ rules: [ReferenceCoverage.Rule], weight: Double = 0,
    add: @escaping @Sendable (ReferenceCase, inout ReferenceFigures) throws -> Void
  ) {
    self.init(table, rules, weight: weight) { reference in
      var figures = ReferenceFigures()
      try add(reference, &figures)
      return figures
    }
  }
}
