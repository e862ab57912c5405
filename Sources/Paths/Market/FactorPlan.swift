public import Processes

/// One factor of the market with the columns that it reads and writes.
public struct FactorPlan: Sendable {
  /// What the market document calls it.
  public let name: String
  /// The law that moves its columns.
  public let process: any StochasticProcess
  /// State columns of its outputs.
  public let outputs: [Int]
  /// State columns of its inputs; `nil` where an optional one is absent.
  public let inputs: [Int?]
  /// Shock columns: correlated ones first in the run's numbering, then the independent ones.
  public let shocks: [Int]
}

extension FactorPlan {
  /// Shocks that the process wants as Student-t numbers.
  var studentTShockCount: Int {
    process.shocks.count { if case .studentT = $0.law { true } else { false } }
  }
}
