import RandomNumbers
import RiskMeasures
import VectorMath

/// Histories of losses drawn from the forecasts themselves, which tests of ES are compared with.
struct SimulatedHistories: Sendable {
  /// Blocks of 256 histories: the error of a p-value of 5 % is 0.2 %.
  static let blocks = 40

  private let source: UniformSource
  private let paths: [PathNumbers]

  init(seed: UInt64) {
    source = UniformSource(seed: seed, stream: .backtest)
    paths = (0..<Self.blocks).map { PathNumbers(block: $0) }
  }

  /// Acerbi and Székely's Z2, its power for losses in the tail that are twice as likely.
  func shortfallTest(
    _ laws: [TailLaw], losses: [Double], level: Level
  ) throws(BacktestError) -> BacktestResult {
    let draws: UniformDraws = { column, block, day in
      source.fill(column, draw: 0, paths: paths[block], step: day)
    }
    let test = try ShortfallTest(laws: laws, level: level, blocks: Self.blocks, draws: draws)
    let worse = test.alternative(laws: laws.map { DoubledTail(law: $0) }, draws: draws)
    return try test.result(.z2, losses: losses, alternative: worse)
  }
}
