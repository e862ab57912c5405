import Diagnostics
import Market
import Processes
import VectorMath

/// A process with columns for thirty daily steps of a block.
struct ProcessHistory: ~Copyable {
  private static let stepCount = 30
  static let pathStepCount = stepCount * PathBlock.pathCount

  private let process: any StochasticProcess
  private let state: PathBlock
  private let inputs: PathBlock
  private let normals: PathBlock
  private let steps: [ProcessColumns]

  init(of type: any StochasticProcess.Type) {
    process = Self.process(type)
    state = PathBlock(columnCount: type.outputs.count)
    inputs = PathBlock(columnCount: type.inputs.count)
    for (k, input) in type.inputs.enumerated() {
      inputs[k].fill(input.quantity == .logReturn ? 0 : 0.25)
    }
    let shockCount = process.shocks.count
    normals = Kernel.normalBlock(columnCount: Self.stepCount * shockCount)
    let (outputs, read, shocks) = (state.columns, inputs.columns, normals.columns)
    steps = (0..<Self.stepCount).map { step in
      ProcessColumns(
        state: outputs, inputs: read,
        shocks: Array(shocks[step * shockCount..<(step + 1) * shockCount]),
        shocksAreSingle: true)
    }
  }

  func run() {
    process.setInitialState(steps[0])
    for columns in steps { process.advance(columns) }
  }

  /// A process with declared defaults, and moderate values where there is no default.
  private static func process(_ type: any StochasticProcess.Type) -> any StochasticProcess {
    let required = type.parameters.filter { $0.defaultValue == nil }
      .map { ($0.name, moderate($0.range)) }
    let table = ParameterTable(
      Dictionary(uniqueKeysWithValues: required), declared: type.parameters)
    do {
      return try type.init(table, step: TimeStep(days: 1))
    } catch {
      preconditionFailure("no benchmark for \(type.name): \(error)")
    }
  }

  /// A value near the lower end of a range: a quarter of the way up, a half at most.
  private static func moderate(_ range: NumberRange) -> Double {
    guard range.lowerBound.isFinite else { return 0.1 }
    return range.lowerBound + min(0.25 * (range.upperBound - range.lowerBound), 0.5)
  }
}
