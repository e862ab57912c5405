/// Every section of `report.html`; a section that a run has nothing for is left out of its page.
enum HTMLSectionCatalog {
  /// In the order in which they stand on the page.
  static let all: [any HTMLSection.Type] = [
    LimitSection.self,
    KeyFigureSection.self,
    MarketSection.self,
    LossSection.self,
    LiquidationSection.self,
    AccountSection.self,
    DriverSection.self,
    AccuracySection.self,
    UncertaintySection.self,
    GlossarySection.self,
    RunSection.self,
  ]
}
