import Passes

/// The first line of a part's file.
struct PartHeader: Codable, Equatable {
  static let schema = "lst-risk/part/1"

  let schema: String
  /// `PlanFile.hash`.
  let plan: String
  let version: String
  /// Kernels and library that the part was worked out with.
  let arithmetic: String
  /// The machine's name.
  let node: String
  let shard: Int
  let shards: Int

  init(plan: String, _ shard: Shard) {
    schema = Self.schema
    self.plan = plan
    version = Version.text
    arithmetic = Processor.arithmetic
    node = Processor.node
    self.shard = shard.index
    shards = shard.count
  }
}
