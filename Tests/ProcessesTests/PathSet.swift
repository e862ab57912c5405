import Diagnostics
import Market
import Processes
import VectorMath

/// A small generator for tests: SplitMix64 (Steele, Lea and Flood 2014,
/// doi:10.1145/2714064.2660195).
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z &>> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z &>> 31)
  }

  /// Uniform on the open interval (0, 1).
  mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  mutating func normal() -> Double { NormalDistribution.quantile(uniform()) }

  /// Student t with a whole number of degrees of freedom: a normal over the root of a mean square.
  mutating func studentT(_ degreesOfFreedom: Int) -> Double {
    var squares = 0.0
    for _ in 0..<degreesOfFreedom {
      let z = normal()
      squares += z * z
    }
    return normal() / (squares / Double(degreesOfFreedom)).squareRoot()
  }
}

/// Random numbers and inputs of some paths, and what a process makes of them.
struct PathSet {
  let count: Int
  /// Shocks by step, column and path.
  var shocks: [[[Double]]]
  /// Inputs by column and path, the same at every step; `nil` where an input is not wired.
  var inputs: [[Double]?]

  /// Seeded shocks of the laws that a process asks for, and inputs that are one number each.
  init(
    for process: any StochasticProcess, paths count: Int, steps: Int, seed: UInt64,
    inputs: [Double?] = []
  ) {
    self.count = count
    var generator = SplitMix64(seed: seed)
    let laws = process.shocks.map(\.law)
    shocks = (0..<steps).map { _ in
      laws.map { law in
        switch law {
        case .normal: (0..<count).map { _ in generator.normal() }
        case .studentT(let nu): (0..<count).map { _ in generator.studentT(Int(nu)) }
        }
      }
    }
    self.inputs = inputs.map { $0.map { Array(repeating: $0, count: count) } }
  }

  /// Given shocks by step, column and path, and given inputs.
  init(count: Int, shocks: [[[Double]]], inputs: [[Double]?] = []) {
    self.count = count
    self.shocks = shocks
    self.inputs = inputs
  }

  /// One path with one step for each list of shocks.
  init(path shocks: [[Double]], inputs: [Double?] = []) {
    self.init(
      count: 1, shocks: shocks.map { $0.map { [$0] } }, inputs: inputs.map { $0.map { [$0] } })
  }

  /// Outputs by column and path after all the steps.
  ///
  /// - Parameter shocksAreSingle: Whether the process may take the shocks for single precision.
  func advance(
    _ process: any StochasticProcess, shocksAreSingle: Bool = false
  ) -> [[Double]] {
    let type = Swift.type(of: process)
    var outputs = type.outputs.map { _ in [Double](repeating: 0, count: count) }
    let state = PathBlock(columnCount: outputs.count)
    let input = PathBlock(columnCount: inputs.count)
    let shock = PathBlock(columnCount: process.shocks.count)
    let columns = ProcessColumns(
      state: outputs.indices.map { state[$0] },
      inputs: inputs.indices.map { inputs[$0] == nil ? nil : input[$0] },
      shocks: process.shocks.indices.map { shock[$0] }, shocksAreSingle: shocksAreSingle)
    for start in stride(from: 0, to: count, by: PathBlock.pathCount) {
      let paths = start..<min(start + PathBlock.pathCount, count)
      for (k, values) in inputs.enumerated() {
        if let values { for p in paths { input[k][path: p - start] = values[p] } }
      }
      process.setInitialState(columns)
      for step in shocks {
        for (k, values) in step.enumerated() {
          for p in paths { shock[k][path: p - start] = values[p] }
        }
        process.advance(columns)
      }
      for k in outputs.indices { for p in paths { outputs[k][p] = state[k][path: p - start] } }
    }
    return outputs
  }
}

/// `count` normals that stand for equal shares of the law: the quantiles of (i + ½) / count.
func stratifiedNormals(_ count: Int) -> [Double] {
  (0..<count).map { NormalDistribution.quantile((Double($0) + 0.5) / Double(count)) }
}

extension StochasticProcess {
  /// A process made in code from values that fit its declaration.
  init(_ values: [String: Double], days: Double = 1) throws(InputError) {
    try self.init(
      ParameterTable(values, declared: Self.parameters), step: TimeStep(days: days))
  }
}
