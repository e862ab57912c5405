import ArgumentParser

/// A study whose tasks may be done by many processes, by the word of the command line and of plans.
enum StudyKind: String, Codable, CaseIterable, ExpressibleByArgument {
  case report, policies, backtest
}
