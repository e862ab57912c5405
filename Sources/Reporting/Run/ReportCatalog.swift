/// Every file of a run directory but its manifest and the copies of its inputs.
package enum ReportCatalog {
  /// In the order in which they are written.
  package static let all: [any ReportFormat.Type] = [
    HTMLReport.self,
    JSONReport.self,
    SummaryTable.self,
    AccountTable.self,
    DistributionTable.self,
    MarkQuantileTable.self,
    LiquidationDayTable.self,
    ContributionTable.self,
    WorstPathTable.self,
    UncertaintyTable.self,
  ]
}
