import Diagnostics
import Market
import Processes
import VectorMath

/// Log returns that a process of the engine makes of simulated shocks.
enum ProcessHistory {
  /// Daily returns. Shape `[512 paths][steps]`.
  ///
  /// - Parameter values: The process's parameters by its own names and units.
  static func returns<P: StochasticProcess>(
    _ type: P.Type, _ values: [String: Double], steps: Int, seed: UInt64
  ) throws -> [[Double]] {
    let process = try P(ParameterTable(values, declared: P.parameters), step: TimeStep(days: 1))
    let laws = process.shocks.map(\.law)
    var draws = Draws(seed: seed)
    let state = PathBlock(columnCount: P.outputs.count)
    let shocks = PathBlock(columnCount: laws.count)
    let columns = ProcessColumns(state: state.columns, shocks: shocks.columns)
    process.setInitialState(columns)
    var returns = [[Double]](repeating: [], count: PathBlock.pathCount)
    for _ in 0..<steps {
      for (k, law) in laws.enumerated() {
        for path in 0..<PathBlock.pathCount {
          let shock = shocks[k]
          switch law {
          case .normal: shock[path: path] = draws.normal()
          case .studentT(let nu): shock[path: path] = draws.studentT(nu)
          }
        }
      }
      process.advance(columns)
      for path in 0..<PathBlock.pathCount { returns[path].append(state[1][path: path]) }
    }
    return returns
  }
}
