import Studies

/// One section of `report.html`.
///
/// To add one: copy `LiquidationSection.swift`, change it, add a line to `HTMLSectionCatalog.all`.
protocol HTMLSection: Sendable {
  /// Word for links to it.
  static var id: String { get }
  static var title: String { get }
  /// What stands below the heading; `nil` leaves the section out.
  static func body(_ result: RunResult, _ context: ReportContext) -> HTML?
}
