/// How every study is run.
enum StudyCatalog {
  /// One line a study.
  static func run(of kind: StudyKind) -> any StudyRun.Type {
    switch kind {
    case .report: ReportRun.self
    case .policies: PolicyRun.self
    case .backtest: BacktestRun.self
    }
  }
}
