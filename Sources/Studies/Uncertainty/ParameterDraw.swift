import Passes
import Processes
import RandomNumbers
import VectorMath

/// The processes of one batch: every factor's parameters drawn until its process takes them.
///
/// A function of seed and batch alone: batch b is path b of the stream `parameters`, an attempt is a
/// step, and the draws are numbered through all factors.
struct ParameterDraw {
  /// By index of the factor in the market.
  let processes: [Int: any StochasticProcess]
  /// By factor of the uncertainty: draws that its process refused.
  let refusals: [Int]

  /// Attempts before a factor is given up.
  static let attemptLimit = 1_000

  /// - Throws: `noProcess` if a factor's process takes none of the draws.
  init(
    batch: Int, of uncertainty: ParameterUncertainty, seed: UInt64
  ) throws(RunFailure) {
    let normals = BatchNormals(
      batch: batch, seed: seed,
      draws: uncertainty.factors.reduce(0) { $0 + $1.parameters.count })
    var processes: [Int: any StochasticProcess] = [:]
    var refusals: [Int] = []
    var first = 0
    for factor in uncertainty.factors {
      let range = first..<first + factor.parameters.count
      first = range.upperBound
      var attempt = 0
      while attempt < Self.attemptLimit {
        let values = factor.values(at: Array(normals.row(attempt: attempt)[range]))
        processes[factor.index] = factor.process(values)
        if processes[factor.index] != nil { break }
        attempt += 1
      }
      if processes[factor.index] == nil {
        throw .noProcess(factor: factor.name, attempts: Self.attemptLimit)
      }
      refusals.append(attempt)
    }
    self.processes = processes
    self.refusals = refusals
  }
}

/// Standard normals of one batch by attempt.
private struct BatchNormals: ~Copyable {
  private let source: NormalSource
  private let draws: Int
  private let block: PathBlock
  private let numbers: PathNumbers
  private let lane: Int

  init(batch: Int, seed: UInt64, draws: Int) {
    source = NormalSource(seed: seed, stream: .parameters, precision: .double)
    self.draws = draws
    block = PathBlock(columnCount: source.columnCount(forDraws: draws))
    numbers = PathNumbers(block: batch / PathBlock.pathCount)
    lane = batch % PathBlock.pathCount
  }

  func row(attempt: Int) -> [Double] {
    source.fill(block, draws: draws, paths: numbers, step: attempt)
    return (0..<draws).map { block[$0][path: lane] }
  }
}
