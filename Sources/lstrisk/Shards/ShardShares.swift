import Synchronization

/// How much is done of shards that are worked at side by side.
///
/// A class, because workers hold it together.
final class ShardShares: Sendable {
  private let shares: Mutex<[Double]>
  private let progress: @Sendable (Double) -> Void

  /// - Parameter progress: Told the share of all shards that is done, from any worker.
  init(count: Int, _ progress: @escaping @Sendable (Double) -> Void) {
    shares = Mutex(Array(repeating: 0, count: count))
    self.progress = progress
  }

  /// - Parameter share: Of the shard, in [0, 1].
  func update(_ shard: Int, _ share: Double) {
    let done = shares.withLock { shares in
      shares[shard] = share
      return shares.reduce(0, +) / Double(shares.count)
    }
    progress(done)
  }
}
