import Diagnostics
import Market
import Processes
import VectorMath

/// Returns that were recorded, replayed instead of drawn: path p of a block starts p days after the
/// first.
///
/// A block of paths is thus a block of days, and what really happened runs through the code that
/// simulates. Beyond the end of the record nothing moves.
struct RecordedReturns: StochasticProcess {
  static let name = "recorded-returns"
  static let summary = "log returns of a record, one start day a path"
  static let reference = "definition; no source needed"
  static let parameters: [Parameter] = []
  static let outputs = [
    ProcessOutput("logPrice", .logPrice), ProcessOutput("logReturn", .logReturn),
    ProcessOutput("day", .hidden),
  ]

  /// Log returns of a day in the order of time.
  let logReturns: [Double]
  /// Index of the return that path 0 starts with.
  let first: Int

  /// A record in which nothing moves.
  init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    self.init([], first: 0)
  }

  init(_ logReturns: [Double], first: Int) {
    self.logReturns = logReturns
    self.first = first
  }

  var shocks: [Shock] { [] }

  func setInitialState(_ columns: ProcessColumns) {
    columns.state[0].fill(0)
    columns.state[1].fill(0)
    for path in 0..<PathBlock.pathCount { columns.state[2][path: path] = Double(first + path) }
  }

  func advance(_ columns: ProcessColumns) {
    let (logPrice, logReturn, day) = (columns.state[0], columns.state[1], columns.state[2])
    for path in 0..<PathBlock.pathCount {
      let k = Int(day[path: path])
      let r = logReturns.indices.contains(k) ? logReturns[k] : 0
      logReturn[path: path] = r
      logPrice[path: path] += r
      day[path: path] += 1
    }
  }
}
